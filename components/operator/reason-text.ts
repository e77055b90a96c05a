import { useTranslations } from "next-intl";
import { textOf } from "#i18n/text-of.ts";

/** Words for a reason that a process or a viewer's choice gave; what somebody typed stays as it is. */
export function useReasonText(): (reason: string) => string {
  const t = useTranslations("operator-reasons");
  return (reason) => textOf(t, reason) ?? reason;
}

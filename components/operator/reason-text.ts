import { useTranslations } from "next-intl";

/** Words for a reason that a process or a viewer's choice gave; what somebody typed stays as it is. */
export function useReasonText(): (reason: string) => string {
  const t = useTranslations("operator-reasons");
  return (reason) => (t.has(reason as "ended") ? t(reason as "ended") : reason);
}

import { useTranslations } from "next-intl";
import { textOf } from "#i18n/text-of.ts";

/** The words for what a change was made to. */
export function useSubjectName(): (type: string) => string {
  const t = useTranslations("operator-audit.subjects");
  return (type) => textOf(t, type) ?? type;
}

import { useTranslations } from "next-intl";

/** The words for what a change was made to. */
export function useSubjectName(): (type: string) => string {
  const t = useTranslations("operator-audit.subjects");
  return (type) => (t.has(type) ? t(type) : type);
}

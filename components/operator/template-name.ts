import { useTranslations } from "next-intl";
import { textOf } from "#i18n/text-of.ts";

/** What a message is called by its template; one that no longer is has its key. */
export function useTemplateName(): (key: string) => string {
  const t = useTranslations("operator-templates.name");
  return (key) => textOf(t, key) ?? key;
}

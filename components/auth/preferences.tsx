import { useTranslations } from "next-intl";
import { LanguageSwitch } from "#components/ui/language-switch.tsx";
import { ThemeSwitch } from "#components/ui/theme-switch.tsx";
import type { Locale } from "#i18n/locales.ts";

/** The reader's choice of language and of light or dark. */
export function Preferences({ locales }: { locales: Locale[] }) {
  const t = useTranslations("common.theme");
  return (
    <>
      <LanguageSwitch locales={locales} />
      <ThemeSwitch labels={{ dark: t("dark"), light: t("light") }} />
    </>
  );
}

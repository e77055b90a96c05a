import { getTranslations } from "next-intl/server";
import { LanguageSwitch } from "#components/ui/language-switch.tsx";
import { ThemeSwitch } from "#components/ui/theme-switch.tsx";
import { requestSettings } from "#lib/web/settings/request-settings.ts";

/** The reader's choice of language and of light or dark. */
export async function Preferences() {
  const [{ market }, common] = await Promise.all([requestSettings(), getTranslations("common")]);
  return (
    <>
      <LanguageSwitch locales={market.locales} />
      <ThemeSwitch labels={{ dark: common("theme.dark"), light: common("theme.light") }} />
    </>
  );
}

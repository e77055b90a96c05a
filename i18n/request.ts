import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { hostCookie } from "#lib/kernel/cookies.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { withPluginLabels } from "#lib/web/settings/plugin-labels.ts";
import { compiledMessages } from "./compiled.ts";
import { isLocale, type Locale, preferredLocale } from "./locales.ts";
import { messagesOf } from "./messages.ts";

/** The language: named by the page (cached shop pages), else the reader's cookie, else their browser, else the settings' default. */
export default getRequestConfig(async ({ locale: asked, requestLocale }) => {
  const settings = await requestSettings();
  const named = asked ?? (await requestLocale);
  const locale = isLocale(named) ? named : await readersLocale(settings.market.locales, settings.market.defaultLocale);
  return { locale, messages: compiledMessages(withPluginLabels(messagesOf(locale))), timeZone: settings.company.timeZone };
});

async function readersLocale(offered: Locale[], fallback: Locale): Promise<Locale> {
  const chosen = (await cookies()).get(hostCookie("locale"))?.value;
  if (isLocale(chosen) && offered.includes(chosen)) return chosen;
  const preferred = preferredLocale((await headers()).get("accept-language"));
  return preferred && offered.includes(preferred) ? preferred : fallback;
}

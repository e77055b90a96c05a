import { getLocale } from "next-intl/server";
import { MarketForm } from "#components/operator/settings/market-form.tsx";
import { LOCALE_NAMES, LOCALES } from "#i18n/locales.ts";
import { currencyNames } from "#lib/web/shop/currency-names.ts";
import { saveMarket } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("market");

export default async function MarketPage() {
  const [{ settings, readOnly }, locale] = await Promise.all([settingsPage(), getLocale()]);
  return (
    <MarketForm
      market={settings.market}
      currencies={currencyNames(locale, settings.market.currencies)}
      languages={LOCALES.map((code) => ({ code, name: LOCALE_NAMES[code] }))}
      action={saveMarket}
      readOnly={readOnly}
    />
  );
}

import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { OperatorFrame } from "#components/auth/auth-frame.tsx";
import { SetUpForm } from "#components/auth/set-up-form.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { isLinkTokenValid } from "#lib/identity/link-token.ts";
import { timeZones } from "#lib/kernel/time-zone.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { countryOptions } from "#lib/web/forms/country-options.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { openShop } from "./actions.ts";

const PARAMS = { token: textParam(100) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("setup.title") };
}

export default async function SetUpPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await readParams(PARAMS, searchParams);
  const valid = await isLinkTokenValid(token, "SETUP");
  const [t, locale, settings] = await Promise.all([getTranslations("auth"), getLocale(), requestSettings()]);
  if (!valid)
    return (
      <OperatorFrame settings={settings} title={t("linkExpired.title")} text={t("linkExpired.setup")}>
        <ButtonLink href="/operator/sign-in" variant="primary" size="lg" className="w-full">
          {t("operator.title")}
        </ButtonLink>
      </OperatorFrame>
    );
  return (
    <OperatorFrame settings={settings} title={t("setup.title")} text={t("setup.text")} wide>
      <SetUpForm
        action={openShop}
        token={token}
        countries={countryOptions(locale, "")}
        currencies={currencyNames(locale)}
        timeZones={timeZones()}
      />
    </OperatorFrame>
  );
}

/** Every currency in the reader's language, in its order. */
function currencyNames(locale: string) {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  const order = new Intl.Collator(locale);
  return Intl.supportedValuesOf("currency")
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => order.compare(a.name, b.name));
}

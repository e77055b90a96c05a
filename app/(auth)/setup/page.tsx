import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { OperatorFrame } from "#components/auth/auth-frame.tsx";
import { SetUpForm } from "#components/auth/set-up-form.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { db } from "#lib/db/client.ts";
import { isLinkTokenValid } from "#lib/identity/link-token.ts";
import { COUNTRIES } from "#lib/kernel/country.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/page-params.ts";
import { requestSettings } from "#lib/web/request-settings.ts";
import { openShop } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("setup.title") };
}

export default async function SetUpPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await readParams({ token: textParam(100) }, searchParams);
  const valid = await isLinkTokenValid(db, token, "SETUP");
  const [t, locale, { brand }] = await Promise.all([getTranslations("auth"), getLocale(), requestSettings()]);
  if (!valid)
    return (
      <OperatorFrame brand={brand} title={t("linkExpired.title")} text={t("linkExpired.setup")}>
        <ButtonLink href="/operator/sign-in" variant="primary" size="lg" className="w-full">
          {t("operator.title")}
        </ButtonLink>
      </OperatorFrame>
    );
  return (
    <OperatorFrame brand={brand} title={t("setup.title")} text={t("setup.text")} wide>
      <SetUpForm
        action={openShop}
        token={token}
        countries={named(COUNTRIES, "region", locale)}
        currencies={named(Intl.supportedValuesOf("currency"), "currency", locale)}
        timeZones={["UTC", ...Intl.supportedValuesOf("timeZone")]}
      />
    </OperatorFrame>
  );
}

/** Codes with their names, in the order a reader of `locale` expects. */
function named(codes: readonly string[], type: "region" | "currency", locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type });
  const options = codes.map((value) => ({ value, label: names.of(value) ?? value }));
  return options.sort((a, b) => a.label.localeCompare(b.label, locale));
}

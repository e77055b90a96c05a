import { getLocale, getTranslations } from "next-intl/server";
import { AddTaxRate } from "#components/operator/settings/add-tax-rate.tsx";
import { LoadTaxRates } from "#components/operator/settings/load-tax-rates.tsx";
import { MissingRates } from "#components/operator/settings/missing-rates.tsx";
import { TaxRateTable } from "#components/operator/settings/tax-rate-table.tsx";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Landmark } from "#components/ui/icons.tsx";
import { taxRatesForOperator } from "#lib/catalog/operator-queries.ts";
import { chargesTaxIn, taxSeller } from "#lib/catalog/tax.ts";
import { may } from "#lib/identity/roles.ts";
import { now } from "#lib/kernel/clock.ts";
import { countryNames } from "#lib/kernel/country-names.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { missingRates } from "#lib/reports/missing-rates.ts";
import { countryOptions } from "#lib/web/forms/country-options.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";
import { loadTaxRatesAction, removeTaxRateAction, saveTaxRateAction } from "./actions.ts";

export const generateMetadata = settingsTitle("taxes");

export default async function TaxesPage() {
  const [{ operator, settings }, t, locale] = await Promise.all([settingsPage(), getTranslations("operator-settings.taxes"), getLocale()]);
  const [rates, missing] = await Promise.all([taxRatesForOperator(), missingRates(settings)]);
  const mayWrite = may(operator.role, "taxes.write");
  const countries = countryNames(locale);
  const today = civilDate(now(), settings.company.timeZone).toString();
  const seller = taxSeller(settings.company);
  const uncharged = rates.map((rate) => rate.country).filter((country) => !chargesTaxIn(country, seller, today));
  const load = mayWrite && <LoadTaxRates action={loadTaxRatesAction} />;
  return (
    <>
      {mayWrite && (
        <Section title={t("add")} description={t("addText")}>
          <AddTaxRate countries={countryOptions(locale)} country={settings.company.country} today={today} action={saveTaxRateAction} />
        </Section>
      )}
      <MissingRates missing={missing} />
      {rates.length === 0 ? (
        <EmptyState icon={<Landmark aria-hidden />} title={t("empty")} action={load}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <div className="grid gap-3">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 className="text-base font-semibold">{t("title")}</h2>
            {load}
          </div>
          <TaxRateTable
            rates={rates}
            countries={countries}
            today={today}
            uncharged={uncharged}
            vatRegistered={seller.vatRegistered}
            remove={mayWrite ? removeTaxRateAction : undefined}
          />
        </div>
      )}
    </>
  );
}

import { getLocale } from "next-intl/server";
import { CompanyForm } from "#components/operator/settings/company-form.tsx";
import { countryNames } from "#lib/kernel/country-names.ts";
import { timeZones } from "#lib/kernel/time-zone.ts";
import { countryOptions } from "#lib/web/forms/country-options.ts";
import { saveCompany } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("company");

export default async function CompanyPage() {
  const [{ settings, readOnly }, locale] = await Promise.all([settingsPage(), getLocale()]);
  return (
    <CompanyForm
      company={settings.company}
      countries={countryNames(locale)}
      countryOptions={countryOptions(locale)}
      timeZones={timeZones(settings.company.timeZone)}
      action={saveCompany}
      readOnly={readOnly}
    />
  );
}

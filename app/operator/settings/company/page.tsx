import { getLocale } from "next-intl/server";
import { CompanyForm } from "#components/operator/settings/company-form.tsx";
import { countryNames } from "#lib/web/country-names.ts";
import { saveCompany } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("company");

export default async function CompanyPage() {
  const [{ settings, readOnly }, locale] = await Promise.all([settingsPage(), getLocale()]);
  const timeZones = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
  return (
    <CompanyForm
      company={settings.company}
      countries={countryNames(locale)}
      timeZones={timeZones}
      action={saveCompany}
      readOnly={readOnly}
    />
  );
}

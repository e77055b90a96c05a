import { BrandForm } from "#components/operator/settings/brand-form.tsx";
import { saveBrand } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("brand");

export default async function BrandPage() {
  const { settings, readOnly } = await settingsPage();
  return <BrandForm brand={settings.brand} action={saveBrand} readOnly={readOnly} />;
}

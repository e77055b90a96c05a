import { LegalForm } from "#components/operator/settings/legal-form.tsx";
import { saveLegal } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("legal");

export default async function LegalPage() {
  const { settings, readOnly } = await settingsPage();
  return <LegalForm brand={settings.brand} action={saveLegal} readOnly={readOnly} />;
}

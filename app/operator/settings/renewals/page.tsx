import { RenewalsForm } from "#components/operator/settings/renewals-form.tsx";
import { saveRenewals } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("renewals");

export default async function RenewalsPage() {
  const { settings, readOnly } = await settingsPage();
  return <RenewalsForm dunning={settings.dunning} reminders={settings.reminders} action={saveRenewals} readOnly={readOnly} />;
}

import { CheckedLately } from "#components/operator/settings/checked-lately.tsx";
import { SecurityForm } from "#components/operator/settings/security-form.tsx";
import { checkedLately } from "#lib/abuse/queries.ts";
import { saveSecurity } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("security");

export default async function SecuritySettingsPage() {
  const { settings, readOnly } = await settingsPage();
  return (
    <>
      <SecurityForm security={settings.security} action={saveSecurity} readOnly={readOnly} />
      <CheckedLately rows={await checkedLately()} />
    </>
  );
}

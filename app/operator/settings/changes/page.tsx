import { ChangesForm } from "#components/operator/settings/changes-form.tsx";
import { saveChanges } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("changes");

export default async function ChangesPage() {
  const { settings, readOnly } = await settingsPage();
  return <ChangesForm changes={settings.changes} pauses={settings.pauses} action={saveChanges} readOnly={readOnly} />;
}

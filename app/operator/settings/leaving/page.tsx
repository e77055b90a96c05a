import { LeavingForm } from "#components/operator/settings/leaving-form.tsx";
import { saveLeaving } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("leaving");

export default async function LeavingPage() {
  const { settings, readOnly } = await settingsPage();
  return <LeavingForm leaving={settings.leaving} action={saveLeaving} readOnly={readOnly} />;
}

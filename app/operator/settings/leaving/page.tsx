import { LeavingForm } from "#components/operator/settings/leaving-form.tsx";
import { couponChoices } from "#lib/reports/list-choices.ts";
import { saveLeaving } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("leaving");

export default async function LeavingPage() {
  const { settings, readOnly } = await settingsPage();
  return <LeavingForm leaving={settings.leaving} coupons={await couponChoices()} action={saveLeaving} readOnly={readOnly} />;
}

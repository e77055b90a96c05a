import { ContentForm } from "#components/operator/settings/content-form.tsx";
import { saveContent } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("content");

export default async function ContentPage() {
  const { settings, readOnly } = await settingsPage();
  return <ContentForm brand={settings.brand} action={saveContent} readOnly={readOnly} />;
}

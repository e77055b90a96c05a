import { InvoicingForm } from "#components/operator/settings/invoicing-form.tsx";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { nextNumbers } from "#lib/reports/next-numbers.ts";
import { saveInvoicing } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("invoices");

export default async function InvoicesPage() {
  const { settings, readOnly } = await settingsPage();
  const { year } = civilDate(now(), settings.company.timeZone);
  const next = await nextNumbers(settings);
  return <InvoicingForm invoicing={settings.invoicing} year={year} next={next} action={saveInvoicing} readOnly={readOnly} />;
}

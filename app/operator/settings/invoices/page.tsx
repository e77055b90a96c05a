import { InvoicingForm } from "#components/operator/settings/invoicing-form.tsx";
import { db } from "#lib/db/client.ts";
import { peekNumber } from "#lib/invoices/number.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { saveInvoicing } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("invoices");

export default async function InvoicesPage() {
  const { settings, readOnly } = await settingsPage();
  const { invoicing } = settings;
  const { timeZone } = settings.company;
  const { year } = civilDate(now(), timeZone);
  const [invoice, creditNote] = await Promise.all([
    peekNumber(db, { prefix: invoicing.prefix, timeZone }),
    peekNumber(db, { prefix: invoicing.creditNotePrefix, timeZone }),
  ]);
  return <InvoicingForm invoicing={invoicing} year={year} next={{ invoice, creditNote }} action={saveInvoicing} readOnly={readOnly} />;
}

import type { SeriesSettings } from "#lib/invoices/number.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** The series that invoices are numbered in; a year begins in the company's zone. */
export function invoiceSeries({ invoicing, company }: Settings): SeriesSettings {
  return { prefix: invoicing.prefix, timeZone: company.timeZone };
}

/** The same of credit notes. */
export function creditNoteSeries({ invoicing, company }: Settings): SeriesSettings {
  return { prefix: invoicing.creditNotePrefix, timeZone: company.timeZone };
}

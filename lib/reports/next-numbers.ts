import { db } from "#lib/db/client.ts";
import { peekNumber } from "#lib/invoices/number.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** The numbers that the next invoice and the next credit note will get, as things stand; they are not taken. */
export async function nextNumbers({ invoicing, company: { timeZone } }: Settings): Promise<{ invoice: string; creditNote: string }> {
  const [invoice, creditNote] = await Promise.all([
    peekNumber(db, { prefix: invoicing.prefix, timeZone }),
    peekNumber(db, { prefix: invoicing.creditNotePrefix, timeZone }),
  ]);
  return { invoice, creditNote };
}

import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { notify } from "./notify.ts";

/** Tells who pays of an issued invoice that they are to pay by a day, with a link to pay it otherwise. Nothing where nothing is left to pay. */
export async function tellDue(tx: Tx, id: string, customer: Customer, settings: Settings): Promise<void> {
  const invoice = await tx.invoice.findUniqueOrThrow({ where: { id } });
  const { number, currency, dueAt, subscriptionId } = invoice;
  const left = balanceOf(invoice);
  if (left <= 0n) return;
  await notify(tx, "invoice_due", settings, {
    dedupeKey: `invoice_due:${id}`,
    customer,
    refs: { invoiceId: id, subscriptionId: subscriptionId ?? undefined },
    variables: (links) => ({
      invoice: { number: number ?? "" },
      amount: { minor: left, currency },
      due_on: dueAt!,
      links: { pay: links.pay(id), invoices: links.invoices },
    }),
  });
}

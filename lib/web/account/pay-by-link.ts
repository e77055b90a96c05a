import { z } from "zod";
import { payInvoice, payInvoiceInput } from "#lib/billing/buying/pay-invoice.ts";
import { ownInvoice } from "#lib/customers/account-queries.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { readLink } from "#lib/kernel/signed-link.ts";
import { countTryToPay } from "#lib/web/forms/paying-action.ts";

export const payByLinkInput = payInvoiceInput.omit({ invoiceId: true }).extend({ token: z.string().max(100) });
export type PayByLinkInput = z.output<typeof payByLinkInput>;

/** The same as `payInvoice`, for whom a link to one invoice was sent to; nobody need be signed in. @throws what it does, 410 `link_expired`, and `throttled`. */
export async function payByLink({ token, ...input }: PayByLinkInput, ip: string | null): Promise<string> {
  const link = readLink("pay-invoice", token, now());
  if (!link || link.expired) throw new DomainError("link_expired", { status: 410 });
  const { customer } = await db.invoice.findUniqueOrThrow({ where: { id: link.id }, select: { customer: true } });
  await countTryToPay(customer, ip);
  return payInvoice({ ...input, invoiceId: link.id }, customer, ip);
}

/** What a link lets pay: its invoice, only the invoice's id when its time is over, null when it is no link. */
export async function invoiceOfLink(token: string) {
  const link = readLink("pay-invoice", token, now());
  if (!link || link.expired) return link && { id: link.id, invoice: null };
  const owner = await db.invoice.findUnique({ where: { id: link.id }, select: { customerId: true } });
  return owner && { id: link.id, invoice: await ownInvoice(owner.customerId, link.id) };
}

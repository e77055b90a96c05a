import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { lockInvoice } from "#lib/invoices/settle.ts";
import { now } from "#lib/kernel/clock.ts";
import { lockWaitingTry } from "#lib/payments/record-outcome.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockSubscription } from "#lib/subscriptions/cancel.ts";
import { chargeInvoice } from "./charge-invoice.ts";
import { eachSafely } from "./each-safely.ts";
import { expireUnpaid } from "./expire-unpaid.ts";

/** Charges again what is due to be charged, then expires what stayed unpaid beyond its grace. Returns how many rows it acted on. */
export async function chaseOverdue(limit = 100): Promise<number> {
  const invoices = await db.invoice.findMany({
    where: { status: "OPEN", nextAttemptAt: { lte: now() } },
    orderBy: { nextAttemptAt: "asc" },
    take: limit,
    select: { id: true },
  });
  const charged = await eachSafely(invoices, "charge", async ({ id }) => {
    await chargeInvoice(id, "renewal");
    return true;
  });
  const late = await db.subscription.findMany({
    where: { status: "PAST_DUE", graceUntil: { lte: now() } },
    take: limit,
    select: { id: true },
  });
  return charged + (await eachSafely(late, "expiry", ({ id }) => expireIfUnpaid(id)));
}

/** A try that is still under way, or one that is due, is waited for. */
async function expireIfUnpaid(subscriptionId: string): Promise<boolean> {
  const settings = await getSettings();
  return transaction(async (tx) => {
    const open = await tx.invoice.findFirst({ where: { subscriptionId, status: "OPEN" }, orderBy: { periodIndex: "desc" } });
    if (open) await lockWaitingTry(tx, open.id);
    const invoice = open && (await lockInvoice(tx, open.id));
    const subscription = await lockSubscription(tx, subscriptionId);
    if (invoice?.status !== "OPEN" || subscription.status !== "PAST_DUE" || (invoice.nextAttemptAt && invoice.nextAttemptAt <= now()))
      return false;
    const underWay = await tx.transaction.count({
      where: { invoiceId: invoice.id, kind: "CHARGE", status: { in: ["PENDING", "UNKNOWN"] } },
    });
    if (underWay > 0) return false;
    await expireUnpaid(tx, subscription, invoice, settings);
    return true;
  });
}

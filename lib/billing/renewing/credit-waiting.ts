import { z } from "zod";
import { SYSTEM } from "#lib/audit/audit.ts";
import { dueDate } from "#lib/billing/parts/due-date.ts";
import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { taxContext } from "#lib/billing/parts/tax-context.ts";
import { billByHand } from "#lib/billing/settling/bill-by-hand.ts";
import { giveSurplus } from "#lib/billing/settling/give-surplus.ts";
import { taxTreatment } from "#lib/catalog/tax.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { spelled } from "#lib/db/spelled.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { takePendingLines } from "#lib/invoices/pending-lines.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { ENDED } from "#lib/subscriptions/state.ts";

const waiting = z.object({ id: z.string(), payerId: z.string(), currency: z.string() });
type Waiting = z.output<typeof waiting>;

/**
 * Gives back what waits for an invoice that will not come, and bills what was to be charged with it by one of its own: of subscriptions that have ended, or that are
 * billed in another currency now. Returns for how many it did.
 */
export async function creditWaiting(limit = 100): Promise<number> {
  const rows = await db.$queryRaw`
    SELECT DISTINCT s."id", s."payerId", p."currency" FROM "PendingLine" p JOIN "Subscription" s ON s."id" = p."subscriptionId"
    WHERE p."billedAt" IS NULL AND (s."status" IN ${spelled([...ENDED])} OR s."currency" <> p."currency") AND s."id" <> ALL (${resting()}::uuid[])
    LIMIT ${limit}`;
  return eachSafely(waiting.array().parse(rows), "giving back a credit that waits", creditOne);
}

async function creditOne({ id, payerId, currency }: Waiting): Promise<boolean> {
  const settings = await getSettings();
  return transaction(async (tx) => {
    const payer = await lockCustomer(tx, payerId);
    const lines = await takePendingLines(tx, id, currency);
    const [charges, credits] = [lines.filter(({ total }) => total > 0n), lines.filter(({ total }) => total <= 0n)];
    const surplus = { subscription: null, payer, currency, treatment: "standard", reason: "plan_changed" };
    await giveSurplus(tx, { ...surplus, lines: credits }, SYSTEM, settings);
    if (charges.length > 0) await billOnItsOwn(tx, { payer, currency, lines: charges }, settings);
    return lines.length > 0;
  });
}

/** With the tax that it was approved with. */
async function billOnItsOwn(tx: Tx, waiting: { payer: Customer; currency: string; lines: DraftLine[] }, settings: Settings): Promise<void> {
  const { payer } = waiting;
  const { seller, buyer } = await taxContext(tx, settings.company, payer, []);
  const on = civilDate(now(), settings.company.timeZone).toString();
  const taxed = waiting.lines.some(({ taxRatePpm }) => taxRatePpm > 0);
  const { treatment } = taxed ? STANDARD : taxTreatment({ seller, customer: buyer, service: "electronic", on });
  await billByHand(tx, { ...waiting, treatment, dueAt: dueDate(payer, now(), null) }, "worker", settings);
}

const STANDARD = { treatment: "standard" };

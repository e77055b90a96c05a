import { z } from "zod";
import { SYSTEM } from "#lib/audit/audit.ts";
import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { giveSurplus } from "#lib/billing/settling/give-surplus.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import { spelled } from "#lib/db/spelled.ts";
import { transaction } from "#lib/db/transaction.ts";
import { takePendingLines } from "#lib/invoices/pending-lines.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { ENDED } from "#lib/subscriptions/state.ts";

const waiting = z.object({ id: z.string(), payerId: z.string(), currency: z.string() });
type Waiting = z.output<typeof waiting>;

/**
 * Gives back what waits for an invoice that will not come: of subscriptions that have ended, or that are billed in another currency now. Returns for
 * how many it did.
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
    await giveSurplus(tx, { subscription: null, payer, lines, currency, treatment: "standard", reason: "plan_changed" }, SYSTEM, settings);
    return lines.length > 0;
  });
}

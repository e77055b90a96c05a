import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { overdue } from "#lib/billing/parts/put-in-use.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Source } from "#lib/kernel/source.ts";
import { chargeInvoice } from "./charge-invoice.ts";

/** Charges what a viewer owes and is due now, so that whoever just gave another card sees what became of it. What fails here is left to the worker. */
export async function chargeOverdue(customerId: string, source: Source): Promise<void> {
  const owed = await db.invoice.findMany({
    where: overdue(customerId),
    orderBy: { createdAt: "asc" },
    select: { id: true, nextAttemptAt: true },
  });
  const [at, rest] = [now(), new Set(resting())];
  const due = owed.filter(({ id, nextAttemptAt }) => nextAttemptAt !== null && nextAttemptAt <= at && !rest.has(id));
  await eachSafely(due, "charge", async ({ id }) => {
    await chargeInvoice(id, source);
    return true;
  });
}

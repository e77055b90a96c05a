import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { methodText } from "#lib/billing/parts/method-text.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { LIVE_SQL } from "#lib/subscriptions/state.ts";

/** The last day of a card's month, and since when it is to be told of. */
type Warning = { lastDay: Temporal.PlainDate; days: number; from: Date };

/** A method to be told of, and what makes its letter the only one. */
type Due = { id: string; key: string };

/** Writes to viewers whose card expires soon and is to be charged for a renewal: once for each of the days in the settings. Returns how many. */
export async function warnExpiringCards(limit = 100): Promise<number> {
  const settings = await getSettings();
  let warned = 0;
  for (const warning of warningsAt(now(), settings)) {
    const due = await db.$queryRaw<Due[]>`
      SELECT "method"."id", ${keyInSql(warning)} AS "key" FROM "PaymentMethod" "method" JOIN "Customer" ON "Customer"."id" = "method"."customerId"
      WHERE "expYear" = ${warning.lastDay.year} AND "expMonth" = ${warning.lastDay.month} AND "detachedAt" IS NULL AND "closedAt" IS NULL
        AND "method"."createdAt" < ${warning.from}
        AND EXISTS (SELECT 1 FROM "Subscription" WHERE "paymentMethodId" = "method"."id" AND NOT "cancelAtPeriodEnd"
          AND "status" IN ${LIVE_SQL})
        AND NOT EXISTS (SELECT 1 FROM "Message" WHERE "dedupeKey" = ${keyInSql(warning)} || ':email')
        AND NOT ("method"."id" = ANY (${resting()}::uuid[]))
      LIMIT ${limit}`;
    warned += await eachSafely(due, "a card's expiry", (row) => warn(row, warning, settings));
  }
  return warned;
}

/** Of each month that ends soon the newest warning that is due: whoever was not told in time is told once. */
function warningsAt(at: Date, { company: { timeZone }, reminders }: Settings): Warning[] {
  const thisMonth = civilDate(at, timeZone).with({ day: 1 });
  return [0, 1, 2].flatMap((ahead) => {
    const next = thisMonth.add({ months: ahead + 1 });
    const lastDay = next.subtract({ days: 1 });
    const due = [...reminders.cardExpiryDaysBefore]
      .sort((a, b) => a - b)
      .map((days) => ({ lastDay, days, from: startOfDay(next.subtract({ days }), timeZone) }))
      .find(({ from }) => from <= at);
    return due ? [due] : [];
  });
}

/** By what a viewer knows a card by: one that was saved at every purchase is told of once. */
const keyInSql = ({ lastDay, days }: Warning) =>
  Prisma.sql`concat_ws(':', 'card_expiring', "method"."customerId", "method"."brand", "method"."last4", ${String(lastDay)}::text, ${days}::int)`;

function warn({ id, key }: Due, warning: Warning, settings: Settings): Promise<boolean> {
  return transaction(async (tx) => {
    const { customer, ...method } = await tx.paymentMethod.findUniqueOrThrow({ where: { id }, include: { customer: true } });
    await notify(tx, "card_expiring", settings, {
      dedupeKey: key,
      customer,
      variables: (links) => ({
        method: methodText(method),
        expires_on: startOfDay(warning.lastDay, settings.company.timeZone),
        links: { methods: links.methods },
      }),
    });
    return true;
  });
}

import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Money } from "#lib/kernel/money.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { expiryOf, KIND } from "./expiries.ts";
import { lotsOf } from "./lots.ts";

export type Expiring = { left: Money; expiresAt: Date };

const entry = z.object({
  id: z.string(),
  currency: z.string(),
  amount: z.bigint(),
  ofId: z.string().nullable(),
  at: z.date(),
  kind: z.string(),
  /** As they were told; of what was told and is over, nothing expires any more. */
  told: z.date().nullable(),
  over: z.boolean(),
});

/** What of a viewer's balances expires when, the soonest first, if nothing is spent. Where nothing expires, nothing is read. */
export async function expiringOf(customerId: string, { balance, company }: Pick<Settings, "balance" | "company">): Promise<Expiring[]> {
  const currencies = Object.keys(balance.expiry);
  if (currencies.length === 0) return [];
  const rows = await db.$queryRaw`
    SELECT e."id", e."currency", e."amount", e."ofId", e."at", ${KIND} AS "kind", x."expiresAt" AS "told", x."closedAt" IS NOT NULL AS "over"
    FROM "BalanceEntry" e LEFT JOIN "Transaction" t ON t."id" = e."transactionId" LEFT JOIN "BalanceExpiry" x ON x."entryId" = e."id"
    WHERE e."customerId" = ${customerId}::uuid AND e."currency" = ANY (${currencies}) ORDER BY e."at", e."id"`;
  const entries = entry.array().parse(rows);
  // What nobody was told of yet expires no sooner than if they were told today.
  const soonest = startOfDay(civilDate(now(), company.timeZone).add({ days: balance.expiryNoticeDays + 1 }), company.timeZone);
  const found = currencies.flatMap((currency) => {
    const { months, kinds } = balance.expiry[currency];
    const own = entries.filter((each) => each.currency === currency);
    const expire = own.filter(({ kind, over }) => !over && kinds.some((known) => known === kind));
    return lotsOf(own).flatMap(({ id, at, left }) => {
      const of = expire.find((each) => each.id === id);
      if (!of || left === 0n) return [];
      return [{ left: { minor: left, currency }, expiresAt: latest(of.told ?? soonest, expiryOf(at, months, company.timeZone)) }];
    });
  });
  return sameDays(found).sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime());
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function sameDays(found: Expiring[]): Expiring[] {
  const days = Map.groupBy(found, ({ left, expiresAt }) => `${left.currency} ${expiresAt.getTime()}`);
  return [...days.values()].map((same) => ({
    ...same[0],
    left: { ...same[0].left, minor: same.reduce((sum, { left }) => sum + left.minor, 0n) },
  }));
}

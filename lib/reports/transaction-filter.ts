import type { TransactionKind, TransactionStatus } from "#lib/db/generated/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { Sorting } from "#lib/db/keyset.ts";
import { FAILED_SQL, UNDECIDED_SQL } from "#lib/payments/state.ts";
import { instantsOf, onDays } from "./days.ts";
import { NOT_PAID_SINCE } from "./failed-payments.ts";

export type Trouble = "failed" | "disputed" | "returned" | "contradicted";

export type TransactionSort = "date" | "amount";

export type TransactionFilter = {
  /** Newest first unless told otherwise; by amount it takes a currency. */
  sorting?: Sorting<TransactionSort>;
  /** What a transaction is found by (`waysToTransactions`). */
  q: string;
  status: TransactionStatus[];
  kind: TransactionKind[];
  gateway: string | null;
  currency: string | null;
  /** A country, or `none` for those without. */
  country: string | null;
  planId: string | null;
  customerId: string | null;
  subscriptionId: string | null;
  /** `failed`: it failed today, and was not paid since (`waysToFailed`). `disputed`: the payer's bank asks for it back, and nothing is decided. `returned`: a refund came back and was not made good. `contradicted`: evidence names two countries, and nobody has noted why. */
  trouble: Trouble | null;
  /** Which instant `from` and `to` are about. */
  date: "created" | "settled";
  from: string | null;
  to: string | null;
  /** Of the one day that `from` and `to` name, only this hour, `00` to `23`. */
  hour: string | null;
  /** Minor units of `currency`. */
  min: bigint | null;
  max: bigint | null;
  /** Only what had been made by then. */
  madeBy?: Date;
};

/** A refund that came back, and no other of the same charge since. The condition on `"Transaction" t`. */
export const notMadeGood = Prisma.sql`(t."returnedAt" IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM "Transaction" r WHERE r."refundOfId" = t."refundOfId" AND r."returnedAt" IS NULL AND r."createdAt" >= t."returnedAt"
    AND r."status" NOT IN ${FAILED_SQL}))`;

const disputed = Prisma.sql`EXISTS (SELECT 1 FROM "Dispute" d WHERE d."transactionId" = t."id" AND d."status" IN ${UNDECIDED_SQL})`;

const contradicted = Prisma.sql`EXISTS (SELECT 1 FROM "SaleEvidence" e WHERE e."id" = t."id" AND e."contradiction" AND e."resolvedAt" IS NULL)`;

/** Nothing settles before it was begun; a day more, for clocks that differ. */
const DAY_MS = 86_400_000;

/** The condition on `"Transaction" t`, but for what there are several ways to (`waysToTransactions`): the search and amounts. */
export function transactionWhere(filter: TransactionFilter, timeZone: string): Prisma.Sql {
  const { status, kind, gateway, currency, country, planId, customerId, subscriptionId } = filter;
  const at = filter.date === "settled" ? Prisma.sql`t."settledAt"` : Prisma.sql`t."createdAt"`;
  const conditions = onDays(at, filter, timeZone);
  const { until } = instantsOf(filter, timeZone);
  // Or the list, which is of when they were begun, would be read from its end.
  if (filter.date === "settled" && until) conditions.push(Prisma.sql`t."createdAt" < ${new Date(until.getTime() + DAY_MS)}`);
  if (filter.madeBy) conditions.push(Prisma.sql`t."createdAt" <= ${filter.madeBy}`);
  if (status.length > 0) conditions.push(Prisma.sql`t."status" = ANY(${status}::"TransactionStatus"[])`);
  if (kind.length > 0) conditions.push(Prisma.sql`t."kind" = ANY(${kind}::"TransactionKind"[])`);
  if (gateway) conditions.push(Prisma.sql`t."gateway" = ${gateway}`);
  if (currency) conditions.push(Prisma.sql`t."currency" = ${currency}`);
  if (country === "none") conditions.push(Prisma.sql`t."country" IS NULL`);
  else if (country) conditions.push(Prisma.sql`t."country" = ${country}`);
  if (planId) conditions.push(Prisma.sql`t."planId" = ${planId}::uuid`);
  if (customerId) conditions.push(Prisma.sql`t."customerId" = ${customerId}::uuid`);
  if (subscriptionId) conditions.push(Prisma.sql`t."subscriptionId" = ${subscriptionId}::uuid`);
  if (filter.trouble) conditions.push({ failed: NOT_PAID_SINCE, disputed, returned: notMadeGood, contradicted }[filter.trouble]);
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`;
}

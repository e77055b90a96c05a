import { valuesOf } from "#lib/db/distinct.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { waysToCustomers, waysToNumber } from "#lib/db/search.ts";
import { ALL_ROWS, both, type Found, type Way } from "#lib/db/ways.ts";
import { decimalsOf } from "#lib/kernel/currency.ts";
import { today, waysToFailed } from "./failed-payments.ts";
import { usedGateways } from "./list-choices.ts";
import { type TransactionFilter, transactionWhere } from "./transaction-filter.ts";

/** Money that went back counts as negative, as it is shown: so the index of amounts has it, by currency. */
export const SIGNED = Prisma.sql`(CASE WHEN t."kind" = 'REFUND' THEN -t."amount" ELSE t."amount" END)`;

/** The transactions that a filter leaves, as rows of `"Transaction" t`. */
export async function foundTransactions(filter: TransactionFilter, timeZone: string): Promise<Found> {
  const searched = filter.q ? await waysToTransactions(filter.q) : ALL_ROWS;
  return {
    from: Prisma.sql`"Transaction" t`,
    id: Prisma.sql`t."id"`,
    ways: both(both(searched, waysToAmounts(filter)), filter.trouble === "failed" ? waysToFailed(today(timeZone)) : [Prisma.sql`TRUE`]),
    where: transactionWhere(filter, timeZone),
  };
}

/**
 * What a transaction is found by, each as a whole: its number, a gateway's reference, its id, its invoice's number, the last four digits of
 * a card or account, an amount with its decimals; or what its customer is found by (`customerFoundBy`).
 */
async function waysToTransactions(q: string): Promise<Way[]> {
  const [customers, references, amounts] = await Promise.all([
    waysToCustomers(q, Prisma.sql`t."customerId"`),
    waysToReferences(q.replace(/^#/, "")),
    waysToAmount(q),
  ]);
  const wholes = [...references, ...(/^\d{4}$/.test(q) ? [Prisma.sql`t."last4" = ${q}`] : []), ...amounts];
  return [...waysToNumber(q, Prisma.sql`t."number"`), ...customers, ...wholes.map((all) => ({ all }))];
}

/** The conditions by which few are found, each a whole: a gateway's reference, the payment's id, its invoice's number. */
export async function waysToReferences(text: string): Promise<Prisma.Sql[]> {
  const ofGateway = Prisma.sql`t."gateway" = ANY(${await usedGateways()}::text[])`;
  return [
    Prisma.sql`${ofGateway} AND t."gatewayReference" = ${text}`,
    Prisma.sql`${ofGateway} AND t."paymentReference" = ${text}`,
    ...(UUID.test(text) ? [Prisma.sql`t."id" = ${text}::uuid`] : []),
    ...(/\d/.test(text) ? [Prisma.sql`t."invoiceId" = (SELECT "id" FROM "Invoice" WHERE "number" = ${text.toUpperCase()})`] : []),
  ];
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** "12.99" or "12,99", charged or given back, in every currency that has as many decimals or more. */
async function waysToAmount(q: string): Promise<Prisma.Sql[]> {
  const [, whole, fraction] = /^(\d{1,10})[.,](\d{2,4})$/.exec(q) ?? [];
  if (!whole) return [];
  const currencies = await valuesOf(Prisma.sql`"Transaction"`, Prisma.sql`"currency"`);
  const byDecimals = [...Map.groupBy(currencies, decimalsOf)].filter(([decimals]) => decimals >= fraction.length);
  return byDecimals.map(([decimals, codes]) => {
    const minor = BigInt(whole + fraction.padEnd(decimals, "0"));
    return Prisma.sql`t."currency" = ANY(${codes}::text[]) AND ${SIGNED} IN (${minor}, ${-minor})`;
  });
}

/** Amounts lie in two places of their index: those that were taken, and what went back, below zero. */
function waysToAmounts({ min, max, kind }: TransactionFilter): Prisma.Sql[] {
  if (min === null && max === null) return [Prisma.sql`TRUE`];
  const atLeast = min ?? 0n;
  const taken = Prisma.sql`${SIGNED} >= ${atLeast} ${max === null ? Prisma.empty : Prisma.sql`AND ${SIGNED} <= ${max}`}`;
  const givenBack = Prisma.sql`${SIGNED} <= ${-atLeast} ${max === null ? Prisma.empty : Prisma.sql`AND ${SIGNED} >= ${-max}`} AND t."kind" = 'REFUND'`;
  const mayBe = (what: "REFUND" | "others") => kind.length === 0 || kind.some((each) => (each === "REFUND") === (what === "REFUND"));
  return [...(mayBe("others") ? [Prisma.sql`${taken} AND t."kind" <> 'REFUND'`] : []), ...(mayBe("REFUND") ? [givenBack] : [])];
}

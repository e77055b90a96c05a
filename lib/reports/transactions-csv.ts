import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { Cursor } from "#lib/db/keyset.ts";
import { csvLine } from "#lib/kernel/csv.ts";
import { type Money, toDecimal } from "#lib/kernel/money.ts";
import type { TransactionFilter } from "./transaction-filter.ts";
import { type TransactionRow, transactions } from "./transactions.ts";

const CHUNK = 1000;

const COLUMNS: Record<string, (row: TransactionRow) => string | number | Date | null> = {
  number: (row) => row.number,
  created_at: (row) => row.createdAt,
  settled_at: (row) => row.settledAt,
  returned_at: (row) => row.returnedAt, // of a refund: when its money came back
  kind: (row) => row.kind.toLowerCase(),
  status: (row) => row.status.toLowerCase(),
  currency: (row) => row.currency,
  amount: (row) => toDecimal(amountOf(row, row.amount)),
  tax: (row) => toDecimal(amountOf(row, row.tax)),
  fee: (row) => (row.fee === null ? null : toDecimal(amountOf(row, row.fee))),
  refunded: (row) => toDecimal(amountOf(row, row.refunded)),
  gateway: (row) => row.gateway,
  gateway_reference: (row) => row.gatewayReference,
  payment_reference: (row) => row.paymentReference,
  method: (row) => row.methodKind,
  brand: (row) => row.brand,
  last4: (row) => row.last4,
  plan: (row) => row.planName,
  coupon: (row) => row.couponCode,
  invoice: (row) => row.invoiceNumber,
  name: (row) => row.name,
  email: (row) => row.email,
  phone: (row) => row.phone,
  company: (row) => row.company,
  vat_id: (row) => row.vatId,
  country: (row) => row.country,
  ip_country: (row) => row.ipCountry,
  failure_code: (row) => row.failureCode,
  failure_reason: (row) => row.failureReason,
};

function amountOf(row: TransactionRow, minor: bigint): Money {
  return { minor, currency: row.currency };
}

/** The filtered history as CSV, once it is written down who took it: `asked` is the filter as it was asked for. */
export async function exportTransactions(
  filter: TransactionFilter,
  timeZone: string,
  asked: object,
  actor: Actor,
): Promise<AsyncGenerator<string>> {
  await recordAudit(db, { actor, action: "transactions.exported", subjectType: "transaction", after: asked });
  return transactionsCsv(filter, timeZone);
}

/** The filtered history as CSV, a chunk at a time, so that its size does not matter. Amounts are decimals and positive; `kind` gives the direction. */
export async function* transactionsCsv(filter: TransactionFilter, timeZone: string): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(Object.keys(COLUMNS))}`;
  let cursor: Cursor | null = null;
  do {
    const page: { rows: TransactionRow[]; after: Cursor | null } = await transactions(filter, timeZone, cursor, CHUNK);
    yield page.rows.map((row) => csvLine(Object.values(COLUMNS).map((cell) => cell(row)))).join("");
    cursor = page.after;
  } while (cursor);
}

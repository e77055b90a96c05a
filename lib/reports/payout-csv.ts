import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { Cursor } from "#lib/db/keyset.ts";
import { csvLine } from "#lib/kernel/csv.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { type PayoutDetails, type PayoutLineRow, payoutLines } from "./payouts.ts";

const CHUNK = 1000;
const ALL = { q: "", kind: null, match: null };

type Column = (row: PayoutLineRow, currency: string) => string | number | Date | null;
const COLUMNS: Record<string, Column> = {
  reference: (row) => row.reference,
  at: (row) => row.at,
  kind: (row) => row.kind.toLowerCase(),
  transaction: (row) => row.transactionNumber,
  payment_reference: (row) => row.paymentReference,
  refund_reference: (row) => row.refundReference,
  currency: (_, currency) => currency,
  gross: (row, currency) => toDecimal({ minor: row.gross, currency }),
  fee: (row, currency) => toDecimal({ minor: row.fee, currency }),
  net: (row, currency) => toDecimal({ minor: row.net, currency }),
  exchanged_currency: (row) => row.exchangedCurrency,
  exchanged_amount: ({ exchangedAmount: minor, exchangedCurrency: currency }) =>
    minor === null || currency === null ? null : toDecimal({ minor, currency }),
  text: (row) => row.text,
};

/** What a payout is made of as CSV, a chunk at a time, once it is written down who took it. Below zero is what was taken from us. */
export async function exportPayout(payout: PayoutDetails, actor: Actor): Promise<AsyncGenerator<string>> {
  const { id, gateway, reference } = payout;
  await recordAudit(db, { actor, action: "payout.exported", subjectType: "payout", subjectId: id, after: { gateway, reference } });
  return payoutCsv(payout);
}

async function* payoutCsv({ id, currency }: PayoutDetails): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(Object.keys(COLUMNS))}`;
  let cursor: Cursor | null = null;
  do {
    const page: { rows: PayoutLineRow[]; after: Cursor | null } = await payoutLines(id, ALL, cursor, CHUNK);
    yield page.rows.map((row) => csvLine(Object.values(COLUMNS).map((cell) => cell(row, currency)))).join("");
    cursor = page.after;
  } while (cursor);
}

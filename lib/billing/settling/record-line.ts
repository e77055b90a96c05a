import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { type Meant, meantBy, twinOf, verdictOf } from "#lib/billing/parts/meant-by.ts";
import { restOf, sentFor } from "#lib/billing/parts/sent-for.ts";
import { db } from "#lib/db/client.ts";
import type { StatementLine, Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { flag, requiredText } from "#lib/kernel/inputs.ts";
import { log } from "#lib/kernel/log.ts";
import { lockOpenLine, markMatched } from "#lib/payments/decide-line.ts";
import { lockSent } from "#lib/payments/lock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { receiveAhead } from "./receive-ahead.ts";
import { receivePayment } from "./record-payment.ts";
import { recordReturn } from "./record-return.ts";
import { endWhatItPaidFor } from "./refund-payment.ts";

export const recordLineInput = z.object({
  lineId: z.uuid("invalid"),
  /** The number of the invoice that the money is for, or the payment reference that the viewer was told. */
  to: requiredText(60),
  /** What is more than is due goes to the payer's balance; all of it where nothing is due. Without it more than is due, or is expected for the next period, is refused. */
  toBalance: flag,
  /** Where the money went back: what it had paid for ends, at once. */
  ends: flag,
  /** Where as much is written down already as given back: it went back once more; where as much is recorded already as received: it came once more. */
  again: flag.optional(),
});
export type RecordLineInput = z.output<typeof recordLineInput>;

/**
 * Records the payment that a line of a bank's statement tells of, or that one went back, once, whoever does it at the same time.
 * @throws 404 `line_unknown`, `invoice_unknown` (field `to`), 409 `line_decided`, `line_currency`, `payment_twin` (field `to`) where its money may be recorded already, but for `again`, and as `recordPayment` or `recordReturn`
 */
export async function recordLine(input: RecordLineInput, actor: Actor): Promise<void> {
  const settings = await getSettings();
  const recorded = await transaction((tx) => record(tx, input, actor, settings));
  if (input.ends && recorded.refundOfId) await endWhatItPaidFor(recorded.refundOfId, actor);
}

async function record(tx: Tx, { lineId, to, toBalance, again }: RecordLineInput, actor: Actor, settings: Settings): Promise<Transaction> {
  const line = await lockOpenLine(tx, lineId);
  const [[named]] = await meantBy([{ text: to }], tx);
  if (named) await lockSent(tx, named.customer.id);
  // What is due now, and was not while another line of theirs was written down.
  const [[meant]] = await meantBy([{ text: to }], tx);
  if (!meant) throw new DomainError("invoice_unknown", { status: 404, field: "to" });
  if (meant.invoice.currency !== line.currency) throw new DomainError("line_currency", { status: 409, field: "to" });
  const recorded =
    line.amount < 0n
      ? await recordReturn(tx, line, meant, again === true, actor, settings)
      : await recordReceived(tx, line, meant, { toBalance, again }, actor, settings);
  await markMatched(tx, line, recorded.id);
  const after = { invoiceId: meant.invoice.id, amount: line.amount, transaction: recorded.number };
  await recordAudit(tx, { actor, action: "statement_line.recorded", subjectType: "statement_line", subjectId: lineId, after });
  return recorded;
}

async function recordReceived(
  tx: Tx,
  line: StatementLine,
  meant: Meant,
  { toBalance, again }: Pick<RecordLineInput, "toBalance" | "again">,
  actor: Actor,
  settings: Settings,
): Promise<Transaction> {
  const twin = again ? null : twinOf(line, meant, await sentFor([meant], tx));
  if (twin) throw new DomainError("payment_twin", { status: 409, field: "to", values: { number: String(twin.number) } });
  const due = meant.due ?? 0n;
  if (meant.ahead && !toBalance && line.amount > due) throw new DomainError("payment_too_large", { status: 409, field: "amount" });
  const counted = meant.ahead ? 0n : toBalance && line.amount > due ? due : line.amount;
  const payment = { invoiceId: meant.invoice.id, amount: counted, means: "bank", reference: line.key } as const;
  const paid = counted > 0n ? await receivePayment(tx, payment, actor, settings) : null;
  const left = {
    customerId: meant.customer.id,
    amount: { minor: line.amount - counted, currency: line.currency },
    means: "bank" as const,
    reference: counted > 0n ? restOf(line.key) : line.key,
    subscriptionId: meant.ahead,
  };
  const rest = left.amount.minor > 0n ? await receiveAhead(tx, left, actor, settings) : null;
  return (paid ?? rest)!;
}

type Matching = StatementLine & { to: string };

export const recordMatchesInput = z.object({ lineIds: z.array(z.uuid("invalid")).max(200) });
export type RecordMatchesInput = z.output<typeof recordMatchesInput>;

/** Records those of some lines that match to the unit, each by itself: one that another operator has just decided about is left. Returns how many were recorded. */
export async function recordMatches({ lineIds }: RecordMatchesInput, actor: Actor): Promise<number> {
  const lines = await db.statementLine.findMany({ where: { id: { in: lineIds }, state: "OPEN" }, orderBy: { bookedOn: "asc" } });
  let recorded = 0;
  for (const line of await matchingOf(lines)) {
    // What was recorded a moment ago may be the same money.
    const [still] = recorded > 0 ? await matchingOf([line]) : [line];
    if (!still) continue;
    const done = await recordLine({ lineId: line.id, to: still.to, toBalance: false, ends: false }, actor).then(
      () => true,
      (error) => refused(error, line),
    );
    if (done) recorded += 1;
  }
  return recorded;
}

function refused(error: unknown, { id }: StatementLine): false {
  if (!(error instanceof DomainError)) throw error;
  log.info({ line: id, code: error.code }, "a line of a statement stays open");
  return false;
}

/** Those of the lines that match to the unit, with what they name. */
async function matchingOf(lines: StatementLine[]): Promise<Matching[]> {
  const found = await meantBy(lines);
  const sent = await sentFor(found.flat());
  return lines.flatMap((line, index) => (verdictOf(line, found[index], sent) === "matches" ? [{ ...line, to: found[index][0].by }] : []));
}

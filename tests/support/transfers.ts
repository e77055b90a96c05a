import type { Actor } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { meantBy, type Verdict, verdictOf } from "#lib/billing/parts/meant-by.ts";
import { sentFor } from "#lib/billing/parts/sent-for.ts";
import { importStatement } from "#lib/billing/settling/import-statement.ts";
import { recordLine, recordMatches } from "#lib/billing/settling/record-line.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { manual } from "#lib/payments/gateways/manual/plugin.ts";
import { changeSettings, order } from "./shop.ts";

const FINANCE: Actor = { kind: "OPERATOR", name: "Finance" };

/** The shop takes transfers, and asks for the next period two weeks before. */
export function takeTransfers(): Promise<void> {
  const settings = { payee: "My TV", iban: "DE89370400440532013000" };
  return changeSettings("gateways", { [manual.id]: { enabled: true, settings } });
}

/** Orders a plan to be paid by transfer. Returns the subscription's id. */
export async function orderByTransfer(viewer: Customer, price: Price, currency = "EUR"): Promise<string> {
  const { orderId } = await order(viewer, price, { gateway: manual.id, currency });
  await confirmReturn({ orderId }, viewer);
  return (await db.order.findUniqueOrThrow({ where: { id: orderId } })).subscriptionId;
}

/** The reference that a subscription's viewer was told first, and pays with each time. */
export async function referenceOf(subscriptionId: string): Promise<string> {
  const first = { subscriptionId, gateway: manual.id, request: { not: {} } };
  return (await db.transaction.findFirstOrThrow({ where: first, orderBy: { number: "asc" } })).gatewayReference!;
}

let lines = 0;

/**
 * The bank's statement says that so much came ("10.00") with these words, and an operator imports it and presses the button that records what matches. Returns the line's id and what it was taken for.
 */
export async function arrives(text: string, amount: string, currency = "EUR"): Promise<{ id: string; verdict: Verdict }> {
  lines += 1;
  const csv = `Date,Description,Amount,Currency,Transaction ID\n${now().toISOString().slice(0, 10)},${text},${amount},${currency},transfer-${process.pid}-${lines}`;
  const { number } = await importStatement({ fileName: "bank.csv", file: new TextEncoder().encode(csv) }, FINANCE);
  const line = await db.statementLine.findFirstOrThrow({ where: { statement: { number: number! } } });
  const [meant] = await meantBy([line]);
  const verdict = verdictOf(line, meant, await sentFor(meant));
  await recordMatches({ lineIds: [line.id] }, FINANCE);
  return { id: line.id, verdict };
}

/** An operator records a line that did not match: what is too much becomes balance, and what may be recorded already is other money. */
export function recordsLine(lineId: string, to: string): Promise<void> {
  return recordLine({ lineId, to, toBalance: true, ends: false, again: true }, FINANCE);
}

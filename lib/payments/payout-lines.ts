import { db } from "#lib/db/client.ts";
import { type Payout, type PayoutLine, type PayoutLineKind, Prisma } from "#lib/db/generated/client.ts";
import { takeDue } from "#lib/db/lease.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { doubling } from "#lib/kernel/backoff.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { log } from "#lib/kernel/log.ts";
import type { Money } from "#lib/kernel/money.ts";
import { type Gateway, RefusedRequest } from "./gateway.ts";
import type { PayoutLine as ListedLine } from "./gateway-lists.ts";
import { isHanging, timed } from "./hanging.ts";
import { lockPayout } from "./lock.ts";
import type { Match, MatchableLine } from "./match-line.ts";

const LEASE_MS = 5 * 60_000;
const LONGEST_REST = { minutes: 6 * 60 };

/** What was read of a payout's lines is taken by `take`, which moves its place on and returns null where another has it by now. */
type Take = (payout: Payout, lines: ListedLine[], next: string | null) => Promise<Payout | null>;

/** Reads on in the lines of a gateway's payouts that are due, at most `pages` of them. No answer leaves them to be read on later. Returns how many pages were read. */
export async function readLines(gateway: Gateway, pages: number, take: Take): Promise<number> {
  let read = 0;
  while (read < pages && !isHanging(gateway.id)) {
    const which = Prisma.sql`"gateway" = ${gateway.id}`;
    const [due] = await takeDue("Payout", { due: "linesDueAt", which, limit: 1, forMs: LEASE_MS });
    if (!due) break;
    let payout: Payout | null = due;
    try {
      for (; payout?.linesDueAt && read < pages; read += 1) payout = await readPage(gateway, payout, take);
      if (payout?.linesDueAt) await change(payout, { linesDueAt: now() });
    } catch (error) {
      await putOff(payout ?? due, error);
    }
  }
  return read;
}

async function readPage(gateway: Gateway, payout: Payout, take: Take): Promise<Payout | null> {
  const { items, next } = await timed(gateway, () => gateway.payoutLines!({ reference: payout.reference, page: payout.linesPage }));
  return take(payout, items, next);
}

/** Where the vendor does not know the page any more the lines are read from the first one. */
async function putOff(payout: Payout, error: unknown): Promise<void> {
  const text = error instanceof Error ? error.message : String(error);
  log.warn({ err: error, gateway: payout.gateway, payout: payout.reference }, "a payout's lines could not be read");
  await change(payout, {
    failures: payout.failures + 1,
    error: text.slice(0, 500),
    linesDueAt: new Date(now().getTime() + doubling(payout.failures, LONGEST_REST)),
    ...(error instanceof RefusedRequest && { linesPage: null }),
  });
}

/** Changes nothing of one whose lease is not this one's any more. */
async function change(payout: Payout, data: Prisma.PayoutUpdateManyMutationInput): Promise<void> {
  await db.payout.updateMany({ where: { id: payout.id, linesDueAt: payout.linesDueAt }, data });
}

/** Of these lines those that are not written down. */
export async function newLines(gateway: string, lines: ListedLine[]): Promise<ListedLine[]> {
  const references = lines.map(({ reference }) => reference);
  const known = await db.payoutLine.findMany({ where: { gateway, reference: { in: references } }, select: { reference: true } });
  const names = new Set(known.map(({ reference }) => reference));
  return lines.filter(({ reference }) => !names.has(reference));
}

const KIND: Record<ListedLine["kind"], PayoutLineKind> = {
  payment: "PAYMENT",
  refund: "REFUND",
  dispute: "DISPUTE",
  fee: "FEE",
  payout: "PAYOUT",
  other: "OTHER",
};

/** A listed line as it is held against our transactions. */
export function matchable({ kind, exchanged, ...line }: ListedLine, { currency }: Pick<Payout, "currency">): MatchableLine {
  return { ...line, kind: KIND[kind], currency, exchanged: exchanged ?? null };
}

/** The row of a line, with what of it the ledger has from elsewhere. */
export function lineRow({ id, gateway }: Payout, line: ListedLine, match: Match | undefined): PayoutLine {
  const { reference, paymentReference = null, refundReference = null, gross, fee, net, exchanged, at, text = null } = line;
  return {
    id: newId(),
    payoutId: id,
    gateway,
    reference,
    kind: KIND[line.kind],
    paymentReference,
    refundReference,
    transactionId: match?.transactionId ?? null,
    gross,
    fee,
    net,
    exchangedCurrency: exchanged?.currency ?? null,
    exchangedAmount: exchanged?.minor ?? null,
    booked: line.kind === "payout" ? net : bookedOf(match),
    at,
    text,
  };
}

function bookedOf(match: Match | undefined): bigint {
  return match ? match.known.gross - match.known.fee : 0n;
}

/** The currency that was exchanged, of a line that is written down. */
export function exchangedOf({ exchangedAmount, exchangedCurrency }: PayoutLine): Money | null {
  return exchangedCurrency === null ? null : { minor: exchangedAmount!, currency: exchangedCurrency };
}

/** Writes lines down and moves on to the next page, the last of which is the end; null where another has the lease by now, and nothing is written. */
export async function saveLines(tx: Tx, payout: Payout, lines: PayoutLine[], next: string | null): Promise<Payout | null> {
  const locked = await lockPayout(tx, payout.id);
  if (locked.linesDueAt?.getTime() !== payout.linesDueAt?.getTime() || locked.linesPage !== payout.linesPage) return null;
  await tx.payoutLine.createMany({ data: lines });
  const at = now();
  const place =
    next === null
      ? { linesPage: null, linesDueAt: null, linesReadAt: at }
      : { linesPage: next, linesDueAt: new Date(at.getTime() + LEASE_MS) };
  return tx.payout.update({
    where: { id: payout.id },
    data: { ...place, lineCount: { increment: lines.length }, failures: 0, error: null },
  });
}

/** Notes whose a line is, once; false where somebody did before. */
export async function claimLine(tx: Tx, id: string, match: Match): Promise<boolean> {
  const data = { transactionId: match.transactionId, booked: bookedOf(match) };
  return (await tx.payoutLine.updateMany({ where: { id, transactionId: null }, data })).count === 1;
}

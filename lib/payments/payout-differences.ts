import { db } from "#lib/db/client.ts";
import type { Payout, PayoutLine } from "#lib/db/generated/client.ts";
import { closeDifferences, type NewDifference, noteDifferences, notedPayments } from "./differences.ts";
import type { PayoutLine as ListedLine } from "./gateway-lists.ts";
import type { Match } from "./match-line.ts";

/** A line as the gateway listed it, or as it is written down. */
type Line = Pick<PayoutLine, "reference" | "gross" | "at"> & {
  kind: ListedLine["kind"] | PayoutLine["kind"];
  paymentReference?: string | null;
  text?: string | null;
};

/** Notes what lines of a payout say differently, or of what we do not know; of a payment that is noted itself its lines are not noted again. */
export async function noteLines(payout: Payout, lines: Line[], matches: Map<string, Match>): Promise<void> {
  const noted = await notedPayments(
    payout.gateway,
    lines.flatMap(({ paymentReference }) => paymentReference ?? []),
  );
  const differences = lines.flatMap((line): NewDifference[] => {
    const match = matches.get(line.reference);
    if (match) return match.differs.map((differs) => ({ ...found(payout, line), ...differs, transactionId: match.transactionId }));
    if (isKnown(line) || (line.paymentReference && noted.has(line.paymentReference))) return [];
    return [{ ...found(payout, line), kind: "PAYOUT_LINE_UNKNOWN", theirs: line.gross }];
  });
  await noteDifferences(differences);
}

/** What a gateway takes for itself, and what it gives back of a payout that failed, is of no payment. */
function isKnown({ kind }: Line): boolean {
  return ["fee", "payout"].includes(kind.toLowerCase());
}

function found({ id, gateway, currency }: Payout, { reference, paymentReference, at, text }: Line): Omit<NewDifference, "kind"> {
  return {
    gateway,
    subject: reference,
    paymentReference: paymentReference ?? undefined,
    payoutId: id,
    currency,
    text: text ?? undefined,
    at,
  };
}

/** Notes that what is matched by now is not missing any more. */
export async function closeLines(gateway: string, lines: Line[], matches: Map<string, Match>): Promise<void> {
  const matched = lines.filter(({ reference }) => matches.has(reference));
  await closeDifferences(
    gateway,
    ["PAYOUT_LINE_UNKNOWN"],
    matched.map(({ reference }) => reference),
  );
  await closeDifferences(
    gateway,
    ["NOT_PAID_OUT"],
    matched.flatMap(({ paymentReference }) => paymentReference ?? []),
  );
}

/** Holds a payout, of whose lines all but the `last` are written down, against their sum. */
export async function holdSum({ id, gateway, reference, currency, total, at }: Payout, last: ListedLine[]): Promise<void> {
  const { _sum } = await db.payoutLine.aggregate({ where: { payoutId: id }, _sum: { net: true } });
  const ours = last.reduce((sum, { net }) => sum + net, _sum.net ?? 0n);
  if (ours === total) return closeDifferences(gateway, ["PAYOUT_SUM"], [reference]);
  await noteDifferences([{ gateway, kind: "PAYOUT_SUM", subject: reference, payoutId: id, currency, theirs: total, ours, at }]);
}

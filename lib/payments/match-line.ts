import { db } from "#lib/db/client.ts";
import type { PayoutLineKind, Prisma } from "#lib/db/generated/client.ts";
import { type Money, multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";

/** A line as it is held against our transactions; `exchanged` as in the port. */
export type MatchableLine = {
  reference: string;
  kind: PayoutLineKind;
  paymentReference?: string | null;
  refundReference?: string | null;
  gross: bigint;
  fee: bigint;
  currency: string;
  exchanged: Money | null;
};

/** Ours, with what the ledger has of it: in the line's own currency, which is that of the transaction. */
export type Match = {
  transactionId: string;
  known: { gross: bigint; fee: bigint };
  /** The fee of a payment that has told none. */
  lateFee?: bigint;
  differs: {
    kind: "PAYOUT_LINE_AMOUNT" | "OTHER_FEE";
    currency: string;
    theirs: bigint;
    ours: bigint;
  }[];
};

const KNOWN = {
  id: true,
  kind: true,
  currency: true,
  amount: true,
  fee: true,
  gatewayReference: true,
  paymentReference: true,
  returnedAt: true,
  _count: { select: { disputes: true } },
} as const;
type KnownTransaction = Prisma.TransactionGetPayload<{ select: typeof KNOWN }>;

/** What each of these lines is of ours, by their reference; those that are nothing of ours are left out. */
export async function matchLines(gateway: string, lines: MatchableLine[]): Promise<Map<string, Match>> {
  const named = (names: (string | null | undefined)[]) => [...new Set(names.filter((name) => typeof name === "string"))];
  const payments = named(lines.map(({ paymentReference }) => paymentReference));
  const refunds = named(lines.map(({ refundReference }) => refundReference));
  const [charges, given] = await Promise.all([
    db.transaction.findMany({ where: { gateway, paymentReference: { in: payments }, kind: "CHARGE", status: "SUCCEEDED" }, select: KNOWN }),
    db.transaction.findMany({ where: { gateway, gatewayReference: { in: refunds }, kind: "REFUND", status: "SUCCEEDED" }, select: KNOWN }),
  ]);
  const found = lines.flatMap((line) => {
    const match = matchLine(line, [...charges, ...given]);
    return match ? [[line.reference, match] as const] : [];
  });
  return new Map(found);
}

function matchLine(line: MatchableLine, known: KnownTransaction[]): Match | null {
  const own = ownAmounts(line);
  const ours = known.find(({ kind, gatewayReference, paymentReference }) =>
    line.kind === "REFUND"
      ? kind === "REFUND" && gatewayReference === line.refundReference
      : kind === "CHARGE" && paymentReference === line.paymentReference,
  );
  if (!ours || ours.currency !== own.currency) return null;
  if (line.kind === "PAYMENT" && line.gross > 0n) return matchPayment(own, ours);
  if (line.kind === "REFUND") return matchRefund(own, ours);
  // What a dispute took and gave back is booked as a whole, in whatever order its lines come.
  return line.kind === "DISPUTE" && ours._count.disputes > 0 ? { transactionId: ours.id, known: own, differs: [] } : null;
}

type Own = { currency: string; gross: bigint; fee: bigint };

/** In the currency that was paid; the fee at the rate of this line. */
function ownAmounts({ gross, fee, currency, exchanged }: MatchableLine): Own {
  if (!exchanged) return { currency, gross, fee };
  return {
    currency: exchanged.currency,
    gross: exchanged.minor,
    fee: gross === 0n ? 0n : multiplyHalfAwayFromZero(fee, exchanged.minor, gross),
  };
}

function matchPayment(own: Own, { id, amount, fee }: KnownTransaction): Match {
  const told = fee ?? own.fee;
  return {
    transactionId: id,
    known: { gross: amount, fee: told },
    lateFee: fee === null && own.fee > 0n ? own.fee : undefined,
    differs: [
      ...(own.gross === amount ? [] : [{ kind: "PAYOUT_LINE_AMOUNT" as const, currency: own.currency, theirs: own.gross, ours: amount }]),
      ...(own.fee === told ? [] : [{ kind: "OTHER_FEE" as const, currency: own.currency, theirs: own.fee, ours: told }]),
    ],
  };
}

/** A line above zero is one that came back. What a gateway takes for refunding is told by its line alone. */
function matchRefund(own: Own, { id, amount, returnedAt }: KnownTransaction): Match | null {
  if (own.gross > 0n && !returnedAt) return null;
  const ours = own.gross > 0n ? amount : -amount;
  const differs = own.gross === ours ? [] : [{ kind: "PAYOUT_LINE_AMOUNT" as const, currency: own.currency, theirs: own.gross, ours }];
  return { transactionId: id, known: { gross: ours, fee: 0n }, differs };
}

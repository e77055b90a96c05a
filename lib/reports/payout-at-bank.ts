import { db } from "#lib/db/client.ts";
import type { StatementLine } from "#lib/db/generated/client.ts";

const DAY_MS = 86_400_000;
/** Banks take holidays, and book a day early at times. */
const APART_MS = 7 * DAY_MS;

type Line = Pick<StatementLine, "amount" | "currency" | "bookedOn">;
export type PayoutAtBank = { id: string; gateway: string; reference: string };

/** For each line of a bank's statement the payout that it may be: of its amount, booked within a week of when the gateway said it arrives. Null where none is, or several are. */
export async function payoutsAtBank(lines: Line[]): Promise<(PayoutAtBank | null)[]> {
  if (lines.length === 0) return [];
  const payouts = await db.payout.findMany({
    where: { status: "PAID", OR: lines.map(({ amount, currency, bookedOn }) => ({ total: amount, currency, at: madeFor(bookedOn) })) },
    select: { id: true, gateway: true, reference: true, total: true, currency: true, at: true, arrivesAt: true },
  });
  return lines.map(({ amount, currency, bookedOn }) => {
    const found = payouts.filter(
      ({ total, at, arrivesAt, ...payout }) =>
        total === amount && payout.currency === currency && Math.abs((arrivesAt ?? at).getTime() - bookedOn.getTime()) <= APART_MS,
    );
    if (found.length !== 1) return null;
    const [{ id, gateway, reference }] = found;
    return { id, gateway, reference };
  });
}

/** A payout arrives days after it was made, never before. */
function madeFor(bookedOn: Date): { gte: Date; lte: Date } {
  return { gte: new Date(bookedOn.getTime() - 30 * DAY_MS), lte: new Date(bookedOn.getTime() + APART_MS) };
}

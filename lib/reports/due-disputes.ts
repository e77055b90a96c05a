import { db } from "#lib/db/client.ts";
import { gateway } from "#lib/payments/registry.ts";
import { HANDED_IN, UNDECIDED } from "#lib/payments/state.ts";

const DAY_MS = 86_400_000;

/** `daysLeft`: whole days of 24 hours. */
export type DueDispute = { id: string; name: string; amount: bigint; currency: string; respondBy: Date; daysLeft: number };

/** The disputes that can be answered here and were not, what is due first before all; of many the first five. */
export async function dueDisputes(at: Date): Promise<DueDispute[]> {
  const waiting = await db.dispute.findMany({
    where: { status: { in: UNDECIDED }, respondBy: { gt: at }, answers: { none: { status: { in: HANDED_IN } } } },
    orderBy: [{ respondBy: "asc" }, { id: "asc" }],
    take: 50,
    select: { id: true, gateway: true, amount: true, currency: true, respondBy: true, transaction: { select: { name: true } } },
  });
  return waiting
    .filter((dispute) => gateway(dispute.gateway)?.answerDispute)
    .slice(0, 5)
    .map(({ id, amount, currency, respondBy, transaction: { name } }) => {
      const due = respondBy ?? at;
      return { id, name, amount, currency, respondBy: due, daysLeft: Math.floor((due.getTime() - at.getTime()) / DAY_MS) };
    });
}

import type { Payout, PayoutStatus } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { ListedPayout } from "./gateway-lists.ts";
import { lockPayout } from "./lock.ts";

const STATUS: Record<ListedPayout["status"], PayoutStatus> = { waiting: "WAITING", paid: "PAID", failed: "FAILED" };

/**
 * Writes down a payout as its gateway lists it: what it was before, and what it is now. One that has failed stays so. `again`: should its lines have come to
 * another sum, they are read once more.
 */
export async function savePayout(
  tx: Tx,
  gateway: string,
  listed: ListedPayout,
  { again }: { again: boolean },
): Promise<{ before: Payout; after: Payout }> {
  const { reference, total, at } = listed;
  const made = { gateway, reference, status: "WAITING", currency: total.currency, total: total.minor, at } as const;
  await tx.payout.createMany({ data: [{ ...made, id: newId() }], skipDuplicates: true });
  const { id } = await tx.payout.findUniqueOrThrow({ where: { gateway_reference: { gateway, reference } }, select: { id: true } });
  const before = await lockPayout(tx, id);
  const said = changesOf(before, listed);
  const linesAgain = again && (await isOff(tx, before)) ? { linesDueAt: now(), linesPage: null } : {};
  const changes = Object.fromEntries(Object.entries({ ...said, ...linesAgain }).filter(([name, value]) => differs(before, name, value)));
  const after = Object.keys(changes).length > 0 ? await changeRow(tx, "Payout", before, changes) : before;
  return { before, after };
}

function changesOf(before: Payout, { status: listed, arrivesAt, lines }: ListedPayout): Partial<Payout> {
  const at = now();
  const status = before.status === "FAILED" ? "FAILED" : STATUS[listed];
  const isOver = status !== "WAITING" && lines === "ready" && !before.linesReadAt && !before.linesDueAt;
  return {
    status,
    arrivesAt: arrivesAt ?? before.arrivesAt,
    itemised: lines !== "never",
    paidAt: status === "PAID" ? (before.paidAt ?? at) : before.paidAt,
    failedAt: status === "FAILED" ? (before.failedAt ?? at) : null,
    linesDueAt: isOver ? at : before.linesDueAt,
  };
}

/** Whether its lines were read to their end and did not come to its total, and nobody has said why. */
async function isOff(tx: Tx, { gateway, reference, linesReadAt, linesDueAt }: Payout): Promise<boolean> {
  if (!linesReadAt || linesDueAt) return false;
  return (await tx.gatewayDifference.count({ where: { gateway, kind: "PAYOUT_SUM", subject: reference, decidedAt: null } })) > 0;
}

function differs(before: Payout, name: string, value: unknown): boolean {
  const was = before[name as keyof Payout];
  return was instanceof Date && value instanceof Date ? was.getTime() !== value.getTime() : was !== value;
}

import { db } from "#lib/db/client.ts";
import { type GatewayList, type GatewaySweep, Prisma } from "#lib/db/generated/client.ts";
import { takeDue } from "#lib/db/lease.ts";
import { doubling } from "#lib/kernel/backoff.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { log } from "#lib/kernel/log.ts";
import { type Gateway, RefusedRequest } from "./gateway.ts";
import type { ListPage, ListWindow } from "./gateway-lists.ts";
import { isHanging, timed } from "./hanging.ts";
import { type SweepWindow, sweepWindow } from "./sweep-window.ts";

const EVERY_MS = 60 * 60_000;
const LEASE_MS = 5 * 60_000;
const LONGEST_REST = { minutes: 6 * 60 };
/** Nobody looks further back at first. */
const FIRST_LOOK_MS = 30 * 24 * 60 * 60_000;

type List<Item> = {
  gateway: Gateway;
  list: GatewayList;
  ask: (window: ListWindow) => Promise<ListPage<Item>>;
  /** What is seen twice must change nothing: windows overlap, and a page may be read again after a crash. */
  take: (items: Item[], window: SweepWindow) => Promise<void>;
};

/**
 * Reads on in a gateway's own list where it was left, at most `pages` of it, if that is due. Each page is taken before the place is written down.
 * No answer leaves it to be read on later. Returns how many pages were read.
 */
export async function readOn<Item>({ gateway, list, ask, take }: List<Item>, pages: number): Promise<number> {
  if (isHanging(gateway.id)) return 0;
  const due = await takeSweep(gateway.id, list);
  if (!due) return 0;
  let sweep = due;
  let read = 0;
  let goesOn = true;
  try {
    for (; goesOn && read < pages; read += 1) {
      const window = sweepWindow(sweep, now());
      const { from, to } = window;
      const { page } = sweep;
      const { items, next, unread } = await timed(gateway, () => ask({ from, to, page }));
      await take(items, window);
      const moved = await moveOn(sweep, window, next, unread);
      if (!moved) return read + 1;
      sweep = moved;
      goesOn = moved.windowTo !== null;
    }
    if (goesOn) await change(sweep, { dueAt: now() });
  } catch (error) {
    await putOff(sweep, error);
  }
  return read;
}

async function takeSweep(gateway: string, list: GatewayList): Promise<GatewaySweep | undefined> {
  const which = Prisma.sql`"gateway" = ${gateway} AND "list" = ${list}::"GatewayList"`;
  const [due] = await takeDue("GatewaySweep", { due: "dueAt", which, limit: 1, forMs: LEASE_MS });
  if (due || (await db.gatewaySweep.count({ where: { gateway, list } })) > 0) return due;
  await begin(gateway, list);
  return (await takeDue("GatewaySweep", { due: "dueAt", which, limit: 1, forMs: LEASE_MS })).at(0);
}

/** From our first transaction there, for what was paid before has nothing to do with us. */
async function begin(gateway: string, list: GatewayList): Promise<void> {
  const at = now();
  const first = await db.transaction.findFirst({ where: { gateway }, orderBy: { createdAt: "asc" }, select: { createdAt: true } });
  const beganAt = new Date(Math.max(first?.createdAt.getTime() ?? at.getTime(), at.getTime() - FIRST_LOOK_MS));
  await db.gatewaySweep.createMany({
    data: [{ id: newId(), gateway, list, beganAt, readTo: beganAt, dueAt: at }],
    skipDuplicates: true,
  });
}

/**
 * To the next page or, after the last, to the next window: at once where we are behind. Null when another has the lease by now. What may not be read of one page is said
 * until the window was read without.
 */
function moveOn(
  sweep: GatewaySweep,
  { from, to }: { from: Date; to: Date },
  next: string | null,
  unread?: string,
): Promise<GatewaySweep | null> {
  const at = now();
  const before = sweep.page !== null && sweep.failures === 0 ? sweep.error : null;
  const error = [...new Set([before, unread])].filter(Boolean).join(" ").slice(0, 500) || null;
  const settled = { failures: 0, error };
  if (next !== null)
    return change(sweep, { ...settled, windowFrom: from, windowTo: to, page: next, dueAt: new Date(at.getTime() + LEASE_MS) });
  const isBehind = at.getTime() - to.getTime() > EVERY_MS;
  const dueAt = isBehind ? at : new Date(at.getTime() + EVERY_MS);
  return change(sweep, { ...settled, windowFrom: null, windowTo: null, page: null, readTo: to, finishedAt: at, dueAt });
}

/** Where the vendor does not know the page any more the window is read from its first one. */
async function putOff(sweep: GatewaySweep, error: unknown): Promise<void> {
  const text = error instanceof Error ? error.message : String(error);
  log.warn({ err: error, gateway: sweep.gateway, list: sweep.list }, "a gateway's list could not be read");
  await change(sweep, {
    failures: sweep.failures + 1,
    error: text.slice(0, 500),
    dueAt: new Date(now().getTime() + doubling(sweep.failures, LONGEST_REST)),
    ...(error instanceof RefusedRequest && { page: null }),
  });
}

/** Changes nothing of one whose lease is not this one's any more. */
async function change(sweep: GatewaySweep, data: Prisma.GatewaySweepUpdateManyMutationInput): Promise<GatewaySweep | null> {
  const [changed] = await db.gatewaySweep.updateManyAndReturn({ where: { id: sweep.id, dueAt: sweep.dueAt }, data });
  return changed ?? null;
}

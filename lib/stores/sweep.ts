import { db } from "#lib/db/client.ts";
import { Prisma, type StoreSweep } from "#lib/db/generated/client.ts";
import { takeDue } from "#lib/db/lease.ts";
import { storeEvent } from "#lib/inbox/store.ts";
import { doubling } from "#lib/kernel/backoff.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { log } from "#lib/kernel/log.ts";
import { store, storeIds } from "./registry.ts";
import type { ListedEvent } from "./store.ts";

const EVERY_MS = 60 * 60_000;
const DAY_MS = 24 * EVERY_MS;
const LEASE_MS = 5 * 60_000;
const LONGEST_REST = { minutes: 6 * 60 };
/** Stores may be late with what they list. */
const OVERLAP_MS = 10 * 60_000;

/**
 * Reads on in the stores' own lists of what happened, where it was left, and puts into the inbox what no notification told: a purchase of which nobody has
 * heard, money that was given back. What was told before is kept once, and changes nothing. Returns how many pages were read, at most `pages`.
 */
export async function sweepStores(pages = 20): Promise<number> {
  const able = storeIds();
  if (able.length === 0) return 0;
  const at = now();
  await db.storeSweep.createMany({
    data: able.map((name) => ({ id: newId(), store: name, readTo: since(name, at), dueAt: at })),
    skipDuplicates: true,
  });
  let read = 0;
  for (const id of able) read += await readOn(id, pages - read);
  return read;
}

/** At first as far back as the store remembers, so that an installation which begins late finds what was bought before. */
function since(id: string, at: Date): Date {
  return new Date(at.getTime() - (store(id)?.remembersDays ?? 0) * DAY_MS + EVERY_MS);
}

async function readOn(id: string, pages: number): Promise<number> {
  const which = Prisma.sql`"store" = ${id}`;
  let read = 0;
  for (; read < pages; read += 1) {
    const [sweep] = await takeDue("StoreSweep", { due: "dueAt", which, limit: 1, forMs: LEASE_MS });
    if (!sweep) break;
    await readPage(sweep).catch((error: unknown) => putOff(sweep, error));
  }
  return read;
}

/** A page is taken before its place is written down: read again after a crash, it changes nothing. */
async function readPage(sweep: StoreSweep): Promise<void> {
  const at = now();
  const to = sweep.windowTo ?? at;
  // By its end, which stays: the place in a list is good for the time alone that it was given for.
  const from = new Date(Math.max(sweep.readTo.getTime(), since(sweep.store, to).getTime()));
  const { events, next } = (await store(sweep.store)?.listEvents({ from, to, page: sweep.page })) ?? { events: [], next: null };
  await keep(sweep.store, events);
  const settled = { failures: 0, error: null };
  if (next !== null) await change(sweep, { ...settled, windowTo: to, page: next, dueAt: at });
  else {
    const readTo = new Date(to.getTime() - OVERLAP_MS);
    await change(sweep, { ...settled, windowTo: null, page: null, readTo, dueAt: new Date(at.getTime() + EVERY_MS) });
  }
}

/** Money that was given back is looked at where it is of a purchase that is known, and not known of it yet: the store is asked no more often than that. */
async function keep(source: string, events: ListedEvent[]): Promise<void> {
  const references = events.flatMap(({ order, reference }) => (order && reference ? [reference] : []));
  const known = await db.storePurchase.findMany({ where: { store: source, reference: { in: references } } });
  const voidedOf = new Map(known.map(({ reference, voidedOrderId }) => [reference, voidedOrderId]));
  await Promise.all(
    events.map(async ({ body, order, ...event }) => {
      const voided = voidedOf.get(event.reference ?? "");
      if (!order || (voided !== undefined && voided !== order)) await storeEvent(source, event, body);
    }),
  );
}

/** Begins its window anew: the store may not know the page any more. */
async function putOff(sweep: StoreSweep, error: unknown): Promise<void> {
  log.warn({ err: error, store: sweep.store }, "a store's list of what happened could not be read");
  const dueAt = new Date(now().getTime() + doubling(sweep.failures, LONGEST_REST));
  const text = error instanceof Error ? error.message : String(error);
  await change(sweep, { failures: sweep.failures + 1, error: text.slice(0, 500), windowTo: null, page: null, dueAt });
}

/** Changes nothing of one whose lease is not this one's any more. */
async function change({ id, dueAt }: StoreSweep, data: Prisma.StoreSweepUpdateManyMutationInput): Promise<void> {
  await db.storeSweep.updateMany({ where: { id, dueAt }, data });
}

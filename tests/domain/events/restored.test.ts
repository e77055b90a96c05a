import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { readEvents } from "#lib/events/read.ts";
import { env } from "#lib/kernel/env.ts";
import { rollupDifferences } from "#lib/reports/books-of-rollups.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { eventsGoOn } from "#prisma/events-go-on.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer, addTransaction } from "../reports/history.ts";
import { rollUpAll } from "../reports/roll-up-all.ts";

useDatabase();

const AHEAD = 5_000_000n;
const lastEvent = () => db.domainEvent.findFirstOrThrow({ orderBy: [{ txid: "desc" }, { position: "desc" }] });
const differences = async () => rollupDifferences((await getSettings()).company.timeZone);

/** As a dump has it that came from a cluster which had counted more transactions, with a cursor that had read all of it. */
async function restoredFromElsewhere(customerId: string): Promise<void> {
  await addTransaction("2026-05-01T10:00:00Z", 1_000n, { customerId });
  await rollUpAll();
  await db.$executeRaw`ALTER TABLE "DomainEvent" DISABLE TRIGGER append_only`;
  await db.$executeRaw`UPDATE "DomainEvent" SET "txid" = "txid" + ${AHEAD}`;
  await db.$executeRaw`ALTER TABLE "DomainEvent" ENABLE TRIGGER append_only`;
  await db.rollupCursor.updateMany({ data: { txid: { increment: AHEAD } } });
}

test("what happens after a dump was restored into another cluster comes behind what it has, and is counted", async () => {
  const { id: customerId } = await addCustomer();
  await restoredFromElsewhere(customerId);
  expect(await differences()).toEqual([]);
  const last = await lastEvent();

  await eventsGoOn(env().DATABASE_URL);
  await addTransaction("2026-05-02T10:00:00Z", 2_000n, { customerId });
  expect(await differences()).toEqual([]);
  const { txid, id } = await lastEvent();
  expect(txid).toBeGreaterThan(last.txid);

  await expect.poll(async () => (await readEvents(last)).map((event) => event.id)).toContain(id);
  await rollUpAll();
  expect(await differences()).toEqual([]);
  expect((await db.rollupCursor.findFirstOrThrow()).txid).toBe(txid);
});

test("nothing is moved where nothing was restored, however often it is asked", async () => {
  const { prosrc } = (await db.$queryRaw<{ prosrc: string }[]>`SELECT prosrc FROM pg_proc WHERE proname = 'event_txid'`)[0];
  await eventsGoOn(env().DATABASE_URL);
  expect(await db.$queryRaw`SELECT prosrc FROM pg_proc WHERE proname = 'event_txid'`).toEqual([{ prosrc }]);
});

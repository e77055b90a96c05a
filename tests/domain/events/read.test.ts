import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import type { DomainEvent } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { type Cursor, readEvents } from "#lib/events/read.ts";
import { recordEvent } from "#lib/events/record.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();

const namesOf = (events: DomainEvent[]) => events.map(({ subject, type }) => `${subject}.${type}`);

/** Reads on until nothing is left. */
async function readAll(after?: Cursor, limit = 2): Promise<DomainEvent[]> {
  const events = await readEvents(after, limit);
  return events.length === 0 ? [] : [...events, ...(await readAll(events.at(-1), limit))];
}

/** Waits until all that happened may be read: another database's transaction on the same server may hold it up. */
async function untilReadable(): Promise<void> {
  while ((await readAll()).length < (await db.domainEvent.count())) await sleep(20);
}

test("what a purchase did is told once, in order, in steps of any size", async () => {
  await buy(await aViewer(), (await aPlan()).price);
  await untilReadable();
  const events = await readAll();
  expect(namesOf(events)).toEqual(namesOf(await readEvents()));
  expect(namesOf(events).filter((name) => !name.startsWith("MESSAGE"))).toEqual([
    "SUBSCRIPTION.started",
    "PAYMENT.PENDING",
    "PAYMENT.SUCCEEDED",
    "SUBSCRIPTION.activated",
    "ACCESS.granted",
  ]);
  expect(namesOf(events).filter((name) => name === "MESSAGE.QUEUED")).toHaveLength(2);
});

test("a transaction that ends after a later one is not skipped", async () => {
  const { id: subscriptionId } = await db.subscription.findFirstOrThrow();
  const told = (tx: Tx, type: "renewed" | "recovered") =>
    recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId, type, source: "worker" });
  await untilReadable();
  const last = (await readAll()).at(-1);
  const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = transaction(async (tx) => {
    await told(tx, "renewed");
    begun.resolve();
    await end.promise;
  });
  await begun.promise;
  await transaction((tx) => told(tx, "recovered"));
  const meanwhile = await readAll(last);
  end.resolve();
  await slow;
  await untilReadable();
  const then = await readAll(meanwhile.at(-1) ?? last);
  expect(namesOf([...meanwhile, ...then])).toEqual(["SUBSCRIPTION.renewed", "SUBSCRIPTION.recovered"]);
});

test("what happened is not changed, and names one subject", async () => {
  const [{ id }] = await readEvents(undefined, 1);
  await expect(db.domainEvent.update({ where: { id }, data: { type: "expired" } })).rejects.toThrow();
  await expect(db.domainEvent.delete({ where: { id } })).rejects.toThrow();
  const { subscriptionId } = await db.domainEvent.findFirstOrThrow({ where: { subject: "SUBSCRIPTION" } });
  const wrong = { subject: "PAYMENT" as const, subscriptionId, type: "PENDING", source: "worker", at: new Date() };
  await expect(db.domainEvent.create({ data: wrong })).rejects.toThrow(/names_its_subject/);
});

import { beforeEach, expect, test } from "vitest";
import { giveNotice, giveNoticeInput } from "#lib/billing/ending/give-notice.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
beforeEach(() => stopClockAt(new Date("2026-06-10T12:00:00Z")));

const notice = (email: string, more: object = {}) =>
  giveNoticeInput.parse({ name: "Vera Viewer", email, contract: "", kind: "ordinary", cause: "", ...more });

async function two(email: string) {
  const viewer = await aViewer({ email });
  const [first, second] = [await aPlan(), await aPlan()];
  await db.plan.update({ where: { id: second.plan.id }, data: { name: "Sports" } });
  const bought = [await buy(viewer, first.price), await buy(viewer, second.price)].map(({ subscriptionId }) => subscriptionId);
  return { viewer, bought };
}

const canceled = async (ids: string[]) =>
  (await db.subscription.findMany({ where: { id: { in: ids }, cancelAtPeriodEnd: true } })).map(({ id }) => id).sort();

test("a notice ends what the address has with its period, and is confirmed at once with what it said", async () => {
  const { viewer, bought } = await two("both@example.com");
  await giveNotice(notice("both@example.com"), "203.0.113.9", "en");
  expect(await canceled(bought)).toEqual([...bought].sort());
  const letters = await db.message.findMany({ where: { customerId: viewer.id, templateKey: { in: ["notice_received", "canceled"] } } });
  expect(letters.map(({ templateKey }) => templateKey).sort()).toEqual(["canceled", "canceled", "notice_received"]);
  expect(letters.find(({ templateKey }) => templateKey === "notice_received")?.text).toContain("Premium, Sports");
  const { ip, subscriptionIds } = await db.cancellationNotice.findFirstOrThrow({ where: { email: "both@example.com" } });
  expect([ip, subscriptionIds.length]).toEqual(["203.0.113.9", 2]);
  await expect(db.cancellationNotice.updateMany({ data: { name: "Another" } })).rejects.toThrow();
});

test("one that names a plan, or its number, is for that one", async () => {
  const { bought } = await two("one@example.com");
  await giveNotice(notice("one@example.com", { contract: "my sports plan" }), null, "en");
  expect(await canceled(bought)).toEqual([bought[1]]);
  const { number } = await db.subscription.findUniqueOrThrow({ where: { id: bought[0] } });
  await giveNotice(notice("one@example.com", { contract: `No. ${number}` }), null, "en");
  expect(await canceled(bought)).toEqual([...bought].sort());
});

test("a plan whose name stands in that of another is not canceled with it", async () => {
  const { bought } = await two("longer@example.com");
  await db.plan.updateMany({ where: { subscriptions: { some: { id: bought[0] } } }, data: { name: "Sports Plus" } });
  await giveNotice(notice("longer@example.com", { contract: "Sports Plus" }), null, "en");
  expect(await canceled(bought)).toEqual([bought[0]]);
});

test("what fits nothing cancels nothing, and says that somebody looks", async () => {
  const { bought } = await two("none@example.com");
  await giveNotice(notice("none@example.com", { contract: "Gold" }), null, "en");
  await giveNotice(notice("stranger@example.com"), null, "ar");
  expect(await canceled(bought)).toEqual([]);
  const letter = await db.message.findFirstOrThrow({ where: { recipient: "stranger@example.com" } });
  expect(letter).toMatchObject({ templateKey: "notice_received", locale: "ar", customerId: null });
});

test("its letter says when it came, to the minute, from whom, and on which day it ends", async () => {
  const viewer = await aViewer({ email: "when@example.com" });
  await buy(viewer, (await aPlan()).price);
  await giveNotice(notice("when@example.com"), null, "en");
  const { text } = await db.message.findFirstOrThrow({ where: { customerId: viewer.id, templateKey: "notice_received" } });
  for (const said of ["12:00", "when@example.com", "at the next possible date", "ends on Jul 10, 2026"]) expect(text).toContain(said);
});

test("it may name a day: within the period it ends with that, later somebody decides, and none that is over is taken", async () => {
  const { viewer, bought } = await two("day@example.com");
  await expect(giveNotice(notice("day@example.com", { endsOn: "2026-06-09" }), null, "en")).rejects.toMatchObject({
    code: "date_past",
    field: "endsOn",
  });
  await giveNotice(notice("day@example.com", { endsOn: "2026-09-30" }), null, "en");
  expect(await canceled(bought)).toEqual([]);
  const later = await db.cancellationNotice.findFirstOrThrow({ where: { email: "day@example.com" } });
  expect(later).toMatchObject({ subscriptionIds: [], endsOn: new Date("2026-09-30") });
  const letter = await db.message.findFirstOrThrow({ where: { customerId: viewer.id, templateKey: "notice_received" } });
  expect(letter.text).toContain("Sep 30, 2026");
  await giveNotice(notice("day@example.com", { endsOn: "2026-07-10" }), null, "en");
  expect(await canceled(bought)).toEqual([...bought].sort());
});

test("for cause it says which", () => {
  const parsed = giveNoticeInput.safeParse({ name: "V", email: "v@example.com", contract: "", kind: "for_cause", cause: " " });
  expect(parsed.error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([["cause", "required"]]);
});

test("what has ended by the clock, though no worker has looked, is in nobody's way: the notice is kept and ends the rest", async () => {
  const { viewer, bought } = await two("late@example.com");
  const longAgo = new Date("2026-01-01T00:00:00Z");
  await db.subscription.update({ where: { id: bought[0] }, data: { status: "PAST_DUE", currentPeriodEnd: longAgo, graceUntil: longAgo } });
  await giveNotice(notice(viewer.email), null, "en");
  expect(await db.cancellationNotice.findMany({ where: { email: viewer.email } })).toMatchObject([{ subscriptionIds: [bought[1]] }]);
  expect(await canceled(bought)).toEqual([bought[1]]);
});

test("the same notice sent several times at once is kept each time, and ends a plan once", async () => {
  const { viewer, bought } = await two("often@example.com");
  await Promise.all(Array.from({ length: 4 }, () => giveNotice(notice(viewer.email), null, "en")));
  expect(await db.cancellationNotice.count({ where: { email: viewer.email } })).toBe(4);
  expect(await canceled(bought)).toEqual([...bought].sort());
  expect(await db.domainEvent.count({ where: { subscriptionId: { in: bought }, type: "cancel_scheduled" } })).toBe(2);
});

import { beforeEach, expect, test } from "vitest";
import { renewSubscription } from "#lib/billing/renewing/renew-subscription.ts";
import { tellNewPrices } from "#lib/billing/renewing/tell-new-prices.ts";
import { db } from "#lib/db/client.ts";
import type { Price } from "#lib/db/generated/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { priceMovesFrom } from "#lib/reports/price-moves.ts";
import { agreePrice } from "#lib/subscriptions/agree-price.ts";
import { listPriceNotices } from "#lib/subscriptions/list-price-notices.ts";
import { movePrice, movePriceInput, stopPriceMove } from "#lib/subscriptions/move-price.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aTaxRate, aViewer, buy } from "#tests/support/shop.ts";
import { endEarlierStories } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);
beforeEach(() => stopClockAt(new Date("2029-01-10T12:00:00Z")));

const OPERATOR = { kind: "OPERATOR", name: "Finance" } as const;

async function subscribers(countries: string[]) {
  const { price } = await aPlan();
  const ids: string[] = [];
  for (const country of countries) {
    await aTaxRate({ country });
    const viewer = await aViewer();
    ids.push((await buy(viewer, price)).subscriptionId!);
    await db.customer.update({ where: { id: viewer.id }, data: { country } });
  }
  return { price, ids };
}

function another(price: Price, changes: Partial<Price> = {}, amount = 1200n) {
  const data = { ...price, ...changes, id: newId(), createdAt: now() };
  return db.price.create({ data: { ...data, amounts: { create: { currency: "EUR", amount } } } });
}

function move(from: Price, to: Price, rules: object = {}) {
  return movePrice(movePriceInput.parse({ fromPriceId: from.id, toPriceId: to.id, noticeDays: 30, ...rules }), OPERATOR);
}

const turns = async (moveId: string) =>
  (await db.priceNotice.findMany({ where: { moveId }, orderBy: { subscriptionId: "asc" } })).map(({ subscriptionId, notifyAt }) => [
    subscriptionId,
    notifyAt.toISOString().slice(0, 10),
  ]);

test("so many a week, the longest subscribed first, however few are listed at a time", async () => {
  const { price, ids } = await subscribers(["FR", "FR", "FR", "FR", "FR"]);
  const { id } = await move(price, await another(price), { perWeek: "2", startsOn: "2029-02-01" });
  for (let looked = 2; looked === 2; ) looked = await listPriceNotices(2);
  const days = ["2029-02-01", "2029-02-01", "2029-02-08", "2029-02-08", "2029-02-15"];
  expect(await turns(id)).toEqual(ids.map((subscriptionId, index) => [subscriptionId, days[index]]));
  const { listedAt, listed } = await db.priceMove.findUniqueOrThrow({ where: { id } });
  expect([listedAt, listed]).toEqual([now(), 5]);
});

test("two workers list each subscription once, and tell each once", async () => {
  const { price, ids } = await subscribers(["FR", "FR", "FR", "FR"]);
  const { id } = await move(price, await another(price));
  await Promise.all(Array.from({ length: 4 }, () => listPriceNotices(1)));
  await Promise.all(Array.from({ length: 4 }, () => listPriceNotices(3)));
  expect((await turns(id)).map(([subscription]) => subscription)).toEqual(ids);
  stopClockAt(new Date("2029-02-01T12:00:00Z"));
  await Promise.all(Array.from({ length: 3 }, () => tellNewPrices()));
  await Promise.all(Array.from({ length: 3 }, () => tellNewPrices()));
  expect(await db.message.count({ where: { subscriptionId: { in: ids }, templateKey: "price_change" } })).toBe(4);
});

test("only those who are named are taken; an address that nobody has is refused, and nothing begins", async () => {
  const { price, ids } = await subscribers(["FR", "AT", "AT"]);
  const to = await another(price);
  const emailOf = async (id: string) => (await db.subscription.findUniqueOrThrow({ where: { id }, include: { payer: true } })).payer.email;
  const viewers = `${(await emailOf(ids[0])).toUpperCase()},\n ${await emailOf(ids[2])}\n`;
  await expect(move(price, to, { viewers: `${viewers} nobody@example.com` })).rejects.toMatchObject({
    code: "viewers_unknown",
    field: "viewers",
    values: { emails: "nobody@example.com" },
  });
  const { id } = await move(price, to, { viewers });
  await listPriceNotices();
  expect((await turns(id)).map(([subscription]) => subscription)).toEqual([ids[0], ids[2]]);
});

test("only the chosen are taken: by country, and by how long they subscribe", async () => {
  const { price, ids } = await subscribers(["FR", "AT", "AT"]);
  await db.subscription.update({ where: { id: ids[1] }, data: { createdAt: new Date("2028-06-01") } });
  const { id } = await move(price, await another(price), { countries: ["AT"], boughtBefore: "2029-01-01" });
  await listPriceNotices();
  expect((await turns(id)).map(([subscription]) => subscription)).toEqual([ids[1]]);
});

test("one move at a time leaves a price, of two that are begun at once too; another may begin when it is stopped", async () => {
  const { price } = await subscribers(["FR"]);
  const to = await another(price);
  const begun = await Promise.allSettled([move(price, to), move(price, to), move(price, to)]);
  expect(begun.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  await expect(move(price, to)).rejects.toMatchObject({ code: "price_move_open" });
  const [{ id }] = await priceMovesFrom(price.id);
  await stopPriceMove({ moveId: id }, OPERATOR);
  await move(price, to);
});

test("a price of another length, another plan or off sale is none to move to", async () => {
  const { price } = await subscribers([]);
  const { price: elsewhere } = await aPlan();
  await expect(move(price, await another(price, { intervalCount: 3 }))).rejects.toMatchObject({ code: "price_other_length" });
  await expect(move(price, await another(price, { billingDay: 1 }))).rejects.toMatchObject({ code: "price_other_length" });
  await expect(move(price, await another(price, { taxIncluded: false }))).rejects.toMatchObject({ code: "price_other_length" });
  await expect(move(price, await another(price, { archivedAt: now() }))).rejects.toMatchObject({ code: "price_unknown" });
  for (const other of [price, elsewhere]) await expect(move(price, other)).rejects.toMatchObject({ code: "price_unknown" });
});

test("nobody agrees for another, nor to a price that does not come", async () => {
  const { price, ids } = await subscribers(["DE"]);
  const { id } = await move(price, await another(price));
  await runSchedule();
  stopClockAt(new Date("2029-02-01T12:00:00Z"));
  await runSchedule();
  const { id: noticeId } = await db.priceNotice.findFirstOrThrow({ where: { moveId: id, status: "NOTIFIED" } });
  const stranger = await aViewer();
  const by = (viewer: { id: string; name: string }) =>
    agreePrice({ subscriptionId: ids[0], noticeId }, { kind: "VIEWER", id: viewer.id, name: viewer.name });
  await expect(by(stranger)).rejects.toMatchObject({ code: "subscription_unknown" });
  const { payer } = await db.subscription.findUniqueOrThrow({ where: { id: ids[0] }, include: { payer: true } });
  await by(payer);
  await stopPriceMove({ moveId: id }, OPERATOR);
  await expect(by(payer)).rejects.toMatchObject({ code: "price_not_coming" });
});

test("a stop and renewals at once: each has the one price or the other, on the subscription and on its invoice", async () => {
  const { price, ids } = await subscribers(["FR", "FR", "FR", "FR"]);
  const { id } = await move(price, await another(price));
  for (const day of ["2029-01-11", "2029-02-01", "2029-02-10"]) {
    stopClockAt(new Date(`${day}T12:00:00Z`));
    await runSchedule();
  }
  stopClockAt(new Date("2029-03-10T12:00:00Z"));
  await Promise.all([...ids.map((subscription) => renewSubscription(subscription)), stopPriceMove({ moveId: id }, OPERATOR)]);
  await runSchedule();
  const renewed = await db.subscription.findMany({
    where: { id: { in: ids } },
    include: { invoices: { orderBy: { cycle: "desc" }, take: 1 } },
  });
  expect(renewed.every(({ amount, invoices }) => invoices[0].total === amount)).toBe(true);
  const [{ stands, underWay }] = await priceMovesFrom(price.id);
  const moved = renewed.filter(({ amount }) => amount === 1200n).length;
  expect({ ...stands, underWay }).toMatchObject({ moved, left: 4 - moved, told: 0, waiting: 0, underWay: false });
  await expectBooksAgree();
});

test("the operator sees where each stands", async () => {
  const { price, ids } = await subscribers(["FR", "DE", "FR", "FR"]);
  await move(price, await another(price));
  for (const day of ["2029-01-11", "2029-02-01"]) {
    stopClockAt(new Date(`${day}T12:00:00Z`));
    await runSchedule();
  }
  await db.priceNotice.updateMany({ where: { subscriptionId: ids[1] }, data: { agreedAt: now() } });
  await db.subscription.update({ where: { id: ids[2] }, data: { cancelAtPeriodEnd: true } });
  await db.message.updateMany({ where: { subscriptionId: ids[3], templateKey: "price_change" }, data: { status: "FAILED" } });
  await runSchedule();
  const [{ stands, underWay }] = await priceMovesFrom(price.id);
  expect({ ...stands, underWay }).toEqual({
    waiting: 0,
    told: 1,
    agreed: 1,
    undelivered: 1,
    moved: 0,
    canceled: 1,
    left: 0,
    underWay: true,
  });
});

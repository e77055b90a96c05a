// biome-ignore-all format: a line is a chapter
import { expect, test } from "vitest";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { nextInvoice } from "#lib/billing/parts/next-amount.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { agreePrice } from "#lib/subscriptions/agree-price.ts";
import { movePrice, movePriceInput, stopPriceMove } from "#lib/subscriptions/move-price.ts";
import { tellPriceAgain } from "#lib/subscriptions/note-price.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aTaxRate } from "#tests/support/shop.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

const OPERATOR = { kind: "OPERATOR", name: "Finance" } as const;
const viewerOf = ({ id, name }: Customer) => ({ kind: "VIEWER" as const, id, name });

/** The same price for so much more, or less. */
async function dearer(subscriptionId: string, amount: bigint): Promise<{ from: Price; to: Price }> {
  const { price } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { price: true } });
  const to = await db.price.create({ data: { ...price, id: newId(), archivedAt: null, createdAt: now(), amounts: { create: { currency: "EUR", amount } } } });
  return { from: price, to };
}

const moves = (amount: bigint, rules: object = {}) => async (subscriptionId: string) => {
  const { from, to } = await dearer(subscriptionId, amount);
  await movePrice(movePriceInput.parse({ fromPriceId: from.id, toPriceId: to.id, noticeDays: 30, ...rules }), OPERATOR);
};
const noticeOf = (subscriptionId: string) => db.priceNotice.findFirstOrThrow({ where: { subscriptionId }, orderBy: { id: "desc" } });
const agrees = async (subscriptionId: string, viewer: Customer) =>
  agreePrice({ subscriptionId, noticeId: (await noticeOf(subscriptionId)).id }, viewerOf(viewer));
const livesIn = (country: string) => async (_: string, { id }: Customer) => {
  await aTaxRate({ country });
  await db.customer.update({ where: { id }, data: { country } });
};
const isStopped = async (subscriptionId: string) => stopPriceMove({ moveId: (await noticeOf(subscriptionId)).moveId }, OPERATOR);
/** What is due next is what the next invoice says, line by line. */
const isShown = (total: bigint, lines: number) => async (subscriptionId: string) => {
  expect(await nextInvoice(subscriptionId, await getSettings())).toMatchObject({ total, lines: { length: lines } });
};
const stands = (told: object) => async (subscriptionId: string) => expect(await noticeOf(subscriptionId)).toMatchObject(told);

test("who lives where silence is enough is told thirty days ahead, and pays the new price from the first period after that", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("FR"))
    .at("2027-01-20T00:00").does(moves(1200n)).runs().shows("10.00, then 10.00")
    .does(stands({ status: "WAITING", notifyAt: new Date("2027-02-01T00:00:00Z") }))
    .at("2027-02-01T00:00").runs().shows("10.00, then 10.00")
    .does(stands({ status: "NOTIFIED", effectiveAt: new Date("2027-03-10T00:00:00Z"), total: 1200n, needsConsent: false }))
    .at("2027-02-10").runs().shows("12.00, then 12.00").does(isShown(1200n, 1))
    .at("2027-03-10").runs().does(stands({ status: "MOVED" }))
    .at("2027-04-10").runs()
    .expects({ paid: ["10.00", "10.00", "12.00", "12.00"], letters: ["welcome", "receipt", "price_change", "receipt", "receipt", "receipt"] }));

test("in Germany who has not agreed keeps the old price, and who agrees pays the new one", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("DE"))
    .does(moves(1200n)).at("2027-01-11").runs().does(stands({ status: "WAITING" }))
    .at("2027-02-01").runs().does(stands({ status: "NOTIFIED", needsConsent: true })).shows("10.00, then 10.00")
    .at("2027-02-10").runs().at("2027-03-10").runs()
    .does(stands({ status: "LEFT", reason: "not_agreed" }))
    .does(moves(1300n)).at("2027-04-03").runs().does(agrees).does(agrees)
    .at("2027-04-10").runs().shows("13.00, then 13.00")
    .at("2027-05-10").runs().does(stands({ status: "MOVED" }))
    .expects({ paid: ["10.00", "10.00", "10.00", "10.00", "13.00"] }));

test("where the operator said so, who has not agreed ends on the day, and is charged nothing more", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("DE")).does(moves(1200n, { unagreed: "END" }))
    .at("2027-02-01").runs().at("2027-02-10").runs().does(async (id) => expect(await nextInvoice(id, await getSettings())).toBeNull())
    .at("2027-03-10").runs().does(stands({ status: "LEFT", reason: "not_agreed" }))
    .expects({ status: "CANCELED", paid: ["10.00", "10.00"] }));

test("a lower price needs nobody's consent", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("DE")).does(moves(800n))
    .at("2027-02-01").runs().does(stands({ needsConsent: false }))
    .at("2027-02-10").runs().at("2027-03-10").runs()
    .expects({ paid: ["10.00", "10.00", "8.00"] }));

test("canceled before the day it costs nothing", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("FR")).does(moves(1200n)).at("2027-02-01").runs()
    .at("2027-02-10").runs().at("2027-03-09")
    .does((subscriptionId, viewer) => cancelPlan({ subscriptionId }, viewerOf(viewer)))
    .at("2027-03-10").runs()
    .expects({ status: "CANCELED", paid: ["10.00", "10.00"] }));

test("a coupon and an extra go on beside the new price, and what was told is what is charged", () =>
  story()
    .offers("QUARTER", { percentPpm: 250_000, duration: "FOREVER" })
    .at("2027-01-10T00:00").buys("basic", { coupon: "QUARTER" }).does(livesIn("FR")).adds("sports").does(moves(1200n))
    .at("2027-02-01").runs().does(stands({ total: 1200n }))
    .at("2027-02-10").runs().shows("12.00, then 12.00").does(isShown(1200n, 2))
    .at("2027-03-10").runs()
    .expects({ paid: ["7.50", "3.00", "10.50", "12.00"] }));

test("an extra that is taken off with the same period is off, at the new price", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("FR")).adds("sports").does(moves(1200n))
    .at("2027-02-01").runs().at("2027-02-10").runs().removes("sports").shows("12.00, then 12.00")
    .at("2027-03-10").runs().does(stands({ status: "MOVED" }))
    .expects({ paid: ["10.00", "3.00", "13.00", "12.00"] }));

test("an extra that is added when the new price is told shows what comes then", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("FR")).does(moves(1200n))
    .at("2027-02-01").runs().at("2027-02-10T00:00").runs().at("2027-02-10T00:01").adds("sports").shows("15.00, then 15.00")
    .at("2027-03-10").runs()
    .expects({ paid: ["10.00", "10.00", "3.00", "15.00"] }));

test("who takes another plan is left alone", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("FR")).does(moves(1200n)).at("2027-02-01").runs()
    .at("2027-02-10T00:00").runs().changesTo("family", { time: "renewal", by: "OPERATOR" })
    .at("2027-03-10").runs().does(stands({ status: "LEFT", reason: "changed" }))
    .expects({ plan: "Family", paid: ["10.00", "10.00", "20.00"] }));

test("stopped, it moves nobody, and who was told is told that nothing comes", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("FR")).does(moves(1200n)).at("2027-02-01").runs()
    .at("2027-02-10").runs().at("2027-03-01").does(isStopped).shows("10.00, then 10.00").runs().does(stands({ status: "LEFT", reason: "stopped" }))
    .does(isStopped).refused("price_move_stopped")
    .at("2027-03-10").runs()
    .expects({ paid: ["10.00", "10.00", "10.00"], letters: ["welcome", "receipt", "price_change", "receipt", "price_stays", "receipt"] }));

test("a letter that did not arrive changes nothing until it is told again, with the whole notice", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("FR")).does(moves(1200n)).at("2027-02-01").runs()
    .does(() => db.message.updateMany({ where: { templateKey: "price_change" }, data: { status: "BOUNCED" } }))
    .at("2027-02-02").runs().does(stands({ status: "UNDELIVERED" }))
    .at("2027-02-10").runs().at("2027-03-10").runs()
    .does(async (id) => tellPriceAgain({ moveId: (await noticeOf(id)).moveId }, OPERATOR)).runs()
    .does(stands({ status: "NOTIFIED", effectiveAt: new Date("2027-04-10T00:00:00Z"), attempt: 2 }))
    .at("2027-04-10").runs()
    .expects({ paid: ["10.00", "10.00", "10.00", "12.00"] }));

test("a worker that rests too long for the notice tells of the period after, never later than the law asks", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("FR")).does(moves(1200n))
    .at("2027-02-09").runs().does(stands({ status: "WAITING" }))
    .at("2027-02-10").runs().at("2027-03-04").runs().does(stands({ status: "NOTIFIED", effectiveAt: new Date("2027-04-10T00:00:00Z") })));

test("in California nobody is told earlier than thirty days ahead, nor later than seven", () =>
  story()
    .at("2027-01-10T00:00").buys("year").does(livesIn("US")).does(moves(12000n))
    .at("2027-12-10").runs().does(stands({ status: "WAITING", notifyAt: new Date("2027-12-11T00:00:00Z") }))
    .at("2027-12-11").runs().does(stands({ status: "NOTIFIED", effectiveAt: new Date("2028-01-10T00:00:00Z") }))
    .at("2028-01-10").runs()
    .expects({ paid: ["100.00", "120.00"] }));

test("what is told is without an add-on that ends before", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").adds("sports").does(livesIn("FR")).does(moves(1200n))
    .at("2027-01-25").removes("sports")
    .at("2027-02-01").runs().does(stands({ status: "NOTIFIED", total: 1200n }))
    .at("2027-02-10").runs().shows("12.00, then 12.00")
    .at("2027-03-10").runs()
    .expects({ paid: ["10.00", "3.00", "10.00", "12.00"] }));

test("who is about to change to another plan is told nothing, unless they stay", () =>
  story()
    .at("2027-01-10T00:00").buys("family").does(livesIn("FR")).does(moves(2500n))
    .at("2027-01-25").changesTo("basic")
    .at("2027-02-01").runs().does(stands({ status: "WAITING" }))
    .at("2027-02-12").runs().does(stands({ status: "LEFT", reason: "changed" }))
    .expects({ plan: "Basic", paid: ["20.00", "10.00"], letters: ["welcome", "receipt", "subscription_changed", "receipt"] }));

test("who pays as much already, in another currency than the one that was changed, is left alone", () =>
  story()
    .at("2027-01-10T00:00").buys("basic").does(livesIn("FR")).does(moves(1000n))
    .at("2027-02-01").runs().does(stands({ status: "LEFT", reason: "same_price" }))
    .at("2027-02-10").runs()
    .expects({ paid: ["10.00", "10.00"], letters: ["welcome", "receipt", "receipt"] }));

import { expect, test } from "vitest";
import { changePlan } from "#lib/billing/changing/change-plan.ts";
import { dropChange } from "#lib/billing/changing/drop-change.ts";
import { quoteChange } from "#lib/billing/changing/quote-change.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, change, changePlanTo, ownerOf } from "#tests/support/shop.ts";

useDatabase();

async function subscribed(card = CARDS.ok) {
  stopClockAt(new Date("2026-06-01T00:00:00Z"));
  const { subscriptionId } = await buy(await aViewer(), (await aPlan()).price, { card });
  const { plan, price } = await aPlan({ amount: 2000n });
  stopClockAt(new Date("2026-06-16T00:00:00Z"));
  return { subscriptionId, viewer: await ownerOf(subscriptionId), plan, price };
}

const stranger = async () => {
  const { id, name } = await aViewer();
  return { kind: "VIEWER" as const, id, name };
};

test("another viewer's subscription is as unknown as none", async () => {
  const { subscriptionId, viewer, price } = await subscribed();
  const other = await stranger();
  const unknown = { code: "subscription_unknown", status: 404 };
  await expect(quoteChange(subscriptionId, { priceId: price.id }, other)).rejects.toMatchObject(unknown);
  const { at, shown } = await quoteChange(subscriptionId, { priceId: price.id }, viewer);
  await expect(changePlan({ subscriptionId, priceId: price.id, at, shown }, other)).rejects.toMatchObject(unknown);
  await expect(dropChange({ subscriptionId }, other)).rejects.toMatchObject(unknown);
});

test("what was shown holds for half an hour, and no moment may be chosen", async () => {
  const { subscriptionId, viewer, price } = await subscribed();
  const { at, shown } = await quoteChange(subscriptionId, { priceId: price.id }, viewer);
  const changeAt = (moment: Date) => changePlan({ subscriptionId, priceId: price.id, at: moment, shown }, viewer);
  await expect(changeAt(new Date("2026-06-16T00:00:01Z"))).rejects.toMatchObject({ code: "terms_changed" });
  stopClockAt(new Date("2026-06-16T00:30:01Z"));
  await expect(changeAt(at)).rejects.toMatchObject({ code: "terms_changed" });
  stopClockAt(new Date("2026-06-16T00:29:59Z"));
  expect(await changeAt(at)).toMatchObject({ kind: "ordered" });
  const charged = await db.transaction.findFirstOrThrow({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "desc" } });
  expect(charged).toMatchObject({ amount: 500n, status: "SUCCEEDED" });
});

test("a price that is another meanwhile is shown anew, and a viewer decides no time", async () => {
  const { subscriptionId, viewer, price } = await subscribed();
  const { at, shown } = await quoteChange(subscriptionId, { priceId: price.id }, viewer);
  await db.priceAmount.updateMany({ where: { priceId: price.id }, data: { amount: 2500n } });
  await expect(changePlan({ subscriptionId, priceId: price.id, at, shown }, viewer)).rejects.toMatchObject({ code: "terms_changed" });
  const forged = { subscriptionId, priceId: price.id, time: "renewal" as const, at, shown };
  await expect(changePlan(forged, viewer)).rejects.toMatchObject({ code: "not_changed_by_viewers" });
});

test("only plans on sale that renew, and that the viewer has not, may be changed to", async () => {
  const { subscriptionId, viewer, plan, price } = await subscribed();
  const pass = await aPlan({ kind: "PASS" });
  const abroad = await aPlan({ countries: ["FR"] });
  await expect(quoteChange(subscriptionId, { priceId: pass.price.id }, viewer)).rejects.toMatchObject({ code: "plan_unknown" });
  await expect(quoteChange(subscriptionId, { priceId: abroad.price.id }, viewer)).rejects.toMatchObject({ code: "not_sold_in_country" });
  const { at, shown } = await quoteChange(subscriptionId, { priceId: price.id }, viewer);
  await buy(await db.customer.findUniqueOrThrow({ where: { id: viewer.id } }), price);
  await expect(changePlan({ subscriptionId, priceId: price.id, at, shown }, viewer)).rejects.toMatchObject({ code: "already_subscribed" });
  await db.plan.update({ where: { id: plan.id }, data: { status: "ARCHIVED" } });
  await expect(quoteChange(subscriptionId, { priceId: price.id }, viewer)).rejects.toMatchObject({ code: "plan_unknown" });
});

test("where the bank wants a confirmation the change waits for it", async () => {
  const { subscriptionId, viewer, price, plan } = await subscribed(CARDS.laterNeedsAction);
  const { at, shown } = await quoteChange(subscriptionId, { priceId: price.id }, viewer);
  const changed = await changePlan({ subscriptionId, priceId: price.id, at, shown }, viewer);
  expect(changed).toMatchObject({ kind: "ordered", url: expect.stringContaining("/checkout/return?order=") });
  const waiting = await db.transaction.findFirstOrThrow({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "desc" } });
  expect(waiting).toMatchObject({ status: "NEEDS_ACTION", amount: 500n });
  expect((await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } })).planId).not.toBe(plan.id);
});

test("letters name the plan that comes, or the add-ons that come and go with the plan that stays", async () => {
  const { subscriptionId, price } = await subscribed();
  const addOn = await aPlan({ amount: 300n, kind: "ADD_ON" });
  await db.plan.update({ where: { id: addOn.plan.id }, data: { name: "Sports" } });
  await change(subscriptionId, { add: addOn.price.id });
  const { id } = await db.subscriptionItem.findFirstOrThrow({ where: { subscriptionId, kind: "ADD_ON" } });
  await change(subscriptionId, { remove: id });
  await dropChange({ subscriptionId }, await ownerOf(subscriptionId));
  await changePlanTo(subscriptionId, price);
  const told = await db.message.findMany({ where: { subscriptionId, templateKey: "subscription_changed" }, orderBy: { number: "asc" } });
  const { plan: before } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, select: { plan: true } });
  expect(told.map(({ subject }) => subject)).toEqual([
    "Added to your Premium: Sports",
    "Taken off your Premium: Sports",
    `Your plan changes to ${before.name}`,
  ]);
  expect(told[1].text).toMatch(/Ends on Jul 1, 2026: Sports/);
});

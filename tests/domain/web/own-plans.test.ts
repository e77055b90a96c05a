import { expect, test } from "vitest";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { endingChoices } from "#lib/billing/ending/ending-choices.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { viewerActor } from "#lib/identity/actor.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { ownPlans } from "#lib/web/account/own-plans.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

useDatabase();

const shownTo = async (viewer: Customer) => (await ownPlans(viewer.id, await getSettings())).shown;

test("a viewer cancels once and may take it back; an operator may still end it at once", async () => {
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan()).price);
  expect(await shownTo(viewer)).toMatchObject([{ offers: { cancel: true, undo: false }, next: { kind: "renews" } }]);
  await cancelPlan({ subscriptionId }, viewerActor(viewer, null));
  expect(await shownTo(viewer)).toMatchObject([{ offers: { cancel: false, undo: true }, next: { kind: "ends" } }]);
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  expect(await endingChoices(subscription, "OPERATOR", await getSettings())).toEqual({ cancels: "at_period_end", undoable: true });
});

test("where a renewal was not paid, what is owed is what is left of its invoice", async () => {
  stopClockAt(new Date("2027-01-31T15:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan()).price, { card: CARDS.laterDeclines });
  await at("2027-02-28");
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  await db.invoice.update({ where: { id: invoice.id }, data: { paid: 300n } });
  expect(await shownTo(viewer)).toMatchObject([{ next: { kind: "retries" }, owed: { minor: 700n, currency: "EUR" } }]);
});

test("what a subscription without a method of its own is charged to is the viewer's default", async () => {
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan()).price);
  await db.subscription.update({ where: { id: subscriptionId }, data: { paymentMethodId: null } });
  expect(await shownTo(viewer)).toMatchObject([{ method: { last4: "4242" } }]);
  await db.paymentMethod.updateMany({ where: { customerId: viewer.id }, data: { detachedAt: new Date() } });
  expect(await shownTo(viewer)).toMatchObject([{ method: null }]);
});

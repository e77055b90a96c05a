import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ConfirmReturnInput } from "#lib/billing/asking/confirm-return.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { describedInGuide, startLocalProviders } from "#tests/support/local-provider.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";

/* What is paid besides an order of the checkout: a gift, money for the balance, another plan, a method that is saved. */
useDatabase();

const SECRET = "a secret of the bank's";
let stripe: Awaited<ReturnType<typeof startStripeServer>>;
let local: Awaited<ReturnType<typeof startLocalProviders>>;
let house: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  [stripe, local] = await Promise.all([startStripeServer(), startLocalProviders(SECRET)]);
  vi.stubEnv("STRIPE_SECRET_KEY", stripe.secretKey);
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", stripe.webhookSecret);
  vi.stubEnv("STRIPE_API_BASE", stripe.url);
  vi.stubEnv("LOCAL_GATEWAY_SECRET", SECRET);
  vi.stubEnv("LOCAL_GATEWAY_API_BASE", local.url);
  house = await open();
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([stripe.close(), local.close()]);
});

/** Loaded after the keys are set: the environment is read once. */
async function open() {
  const { db } = await import("#lib/db/client.ts");
  const { confirmReturn } = await import("#lib/billing/asking/confirm-return.ts");
  const { returnedTo } = await import("#lib/web/checkout/return-page.ts");
  const { buyGift, buyGiftInput } = await import("#lib/billing/buying/buy-gift.ts");
  const { buyTopUp } = await import("#lib/billing/buying/buy-top-up.ts");
  const { addMethod } = await import("#lib/billing/buying/add-method.ts");
  const { changePlan } = await import("#lib/billing/changing/change-plan.ts");
  const { quoteChange } = await import("#lib/billing/changing/quote-change.ts");
  const { prepareOrder } = await import("#lib/billing/buying/quote-order.ts");
  const { getSettings } = await import("#lib/settings/settings.ts");
  const { writtenTerms } = await import("#lib/catalog/terms.ts");
  const shop = await import("#tests/support/shop.ts");
  await shop.changeSettings("balance", { topUps: { EUR: { amounts: ["1000"], most: null } } });
  await shop.changeSettings("changes", { byViewers: true });
  await shop.changeSettings("gateways", { local: { enabled: true, settings: describedInGuide("form", local.url) } });
  const bought = { buyGift, buyGiftInput, buyTopUp, addMethod, changePlan, quoteChange, prepareOrder, getSettings, writtenTerms };
  return { db, confirmReturn, returnedTo, ...bought, ...shop };
}

type Begun = { viewer: Customer; by: ConfirmReturnInput; id: string; reference: string; got: () => Promise<unknown> };

/** What is begun at a gateway's page, and what its viewer gets by it. */
const KINDS: Record<string, (gateway: string) => Promise<Omit<Begun, "id" | "reference">>> = {
  "a gift": async (gateway) => {
    const { db, aPlan, aViewer, prepareOrder, getSettings, writtenTerms, buyGift, buyGiftInput } = house;
    const [viewer, { price }] = [await aViewer(), await aPlan()];
    const request = { priceId: price.id, currency: "EUR", country: "DE" };
    const { quote } = await prepareOrder(db, { ...request, customerId: viewer.id }, await getSettings(), true);
    const shown = writtenTerms(quote, viewer.id);
    const to = { toName: "Tom", toEmail: "tom@example.com", consent: "on" };
    const { orderId } = await buyGift(buyGiftInput.parse({ ...request, ...to, gateway, shown }), viewer, null);
    return { viewer, by: { orderId }, got: () => db.order.count({ where: { id: orderId, status: "PAID" } }) };
  },
  "money for the balance": async (gateway) => {
    const { db, aViewer, buyTopUp } = house;
    const viewer = await aViewer();
    await buyTopUp({ currency: "EUR", amount: 1000n, gateway }, viewer, null);
    const { id } = await db.transaction.findFirstOrThrow({ where: { customerId: viewer.id } });
    return { viewer, by: { topUpId: id }, got: () => db.balanceEntry.count({ where: { customerId: viewer.id, amount: 1000n } }) };
  },
  "another plan": async (gateway) => {
    const { db, aPlan, aViewer, buy, changePlan, quoteChange } = house;
    const [viewer, small, dear] = [await aViewer(), await aPlan(), await aPlan({ amount: 3000n })];
    const { subscriptionId } = await buy(viewer, small.price);
    const actor = { kind: "VIEWER" as const, id: viewer.id, name: viewer.name, ip: null };
    const wanted = { priceId: dear.price.id, currency: "EUR" };
    const { at, shown } = await quoteChange(subscriptionId, wanted, actor);
    const changed = await changePlan({ subscriptionId, ...wanted, gateway, at, shown }, actor);
    if (changed.kind !== "ordered") throw new Error("Nothing is due for the change");
    const got = () => db.subscription.count({ where: { id: subscriptionId, planId: dear.plan.id } });
    return { viewer, by: { orderId: changed.orderId }, got };
  },
  "a saved method": async (gateway) => {
    const { db, aViewer, addMethod } = house;
    const viewer = await aViewer();
    await addMethod({ gateway, customer: viewer, source: "account", ip: null });
    const { id } = await db.transaction.findFirstOrThrow({ where: { customerId: viewer.id } });
    return { viewer, by: { setupId: id }, got: () => db.paymentMethod.count({ where: { customerId: viewer.id, gateway } }) };
  },
};

async function begun(kind: string, gateway: string): Promise<Begun> {
  const made = await KINDS[kind](gateway);
  const { id, gatewayReference } = await house.db.transaction.findFirstOrThrow({
    where: { customerId: made.viewer.id },
    orderBy: { number: "desc" },
  });
  return { ...made, id, reference: gatewayReference! };
}

const payment = ({ id }: Begun) => house.db.transaction.findUniqueOrThrow({ where: { id } });
const settlements = ({ id }: Begun) => house.db.domainEvent.count({ where: { transactionId: id, type: "SUCCEEDED" } });

describe.each(Object.keys(KINDS))("%s", (kind) => {
  it("is got by nothing that a return's address says, though another's is paid", async () => {
    const { confirmReturn, returnedTo } = house;
    const [mine, theirs] = [await begun(kind, "stripe"), await begun(kind, "stripe")];
    stripe.world.pay(theirs.reference, "4242424242424242");
    const said = { session_id: theirs.reference, status: "ok", redirect_status: "succeeded", paid: "true" };
    for (const query of [said, { ...said, transaction: theirs.id }, { ...said, ...theirs.by }])
      expect(await confirmReturn(mine.by, mine.viewer, new URLSearchParams(query).toString())).toMatchObject({ status: "needs_action" });
    expect(await returnedTo(mine.by, mine.viewer, false, "status=ok")).toMatchObject({ outcome: "needs_action" });
    expect(await payment(mine)).toMatchObject({ status: "NEEDS_ACTION", settledAt: null });
    expect(await mine.got()).toBe(0);
    expect(await confirmReturn(theirs.by, theirs.viewer)).toMatchObject({ status: "paid" });
    expect(await mine.got()).toBe(0);
    await expectBooksAgree();
  });

  it("is told to nobody else, and is not another thing under another name", async () => {
    const { confirmReturn, returnedTo } = house;
    const [mine, theirs] = [await begun(kind, "stripe"), await begun(kind, "stripe")];
    stripe.world.pay(mine.reference, "4242424242424242");
    const seen = await returnedTo(mine.by, theirs.viewer, false);
    if ("setupId" in mine.by) expect(seen).toMatchObject({ purchase: null });
    else expect(seen).toBeNull();
    expect(await returnedTo(mine.by, null, false)).toMatchObject({ purchase: null });
    const { id } = mine;
    const otherwise = [{ orderId: id }, { invoiceId: id }, { setupId: id }, { topUpId: id }].filter(
      (by) => !(Object.keys(mine.by)[0] in by),
    );
    for (const by of otherwise) expect(await confirmReturn(by, mine.viewer)).toBeNull();
  });

  it("is got once, however often its link is opened, and by whom", async () => {
    const { confirmReturn } = house;
    const mine = await begun(kind, "stripe");
    stripe.world.pay(mine.reference, "4242424242424242");
    await Promise.all([mine.viewer, null, mine.viewer, null].map((viewer) => confirmReturn(mine.by, viewer)));
    expect(await confirmReturn(mine.by, mine.viewer)).toMatchObject({ status: "paid" });
    expect([await mine.got(), await settlements(mine)]).toEqual([1, 1]);
    await expectBooksAgree();
  });
});

/** Who only signs what they report is offered for what does not renew. */
describe.each(["a gift", "money for the balance"])("%s, at a local provider", (kind) => {
  it("is paid by its own signed return alone, once, not by another's", async () => {
    const { confirmReturn } = house;
    const { openForm } = await import("#lib/kernel/leaving-form.ts");
    const [mine, theirs] = [await begun(kind, "local"), await begun(kind, "local")];
    for (const one of [mine, theirs]) {
      const { actionUrl } = await payment(one);
      const form = openForm(new URL(actionUrl!).searchParams.get("form") ?? "");
      local.arrive("form", Object.fromEntries(form?.fields ?? []));
    }
    local.become(theirs.id, "paid");
    const genuine = local.reportOf(theirs.id);
    for (const report of [
      "",
      "status=ok",
      genuine,
      genuine.replace(theirs.id, mine.id),
      `order=${mine.id}&${genuine}`,
      `${genuine}&order=${mine.id}`,
    ])
      expect((await confirmReturn(mine.by, mine.viewer, report))?.status, report).not.toBe("paid");
    expect(await mine.got()).toBe(0);
    local.become(mine.id, "paid");
    for (const _ of [1, 2, 3]) expect(await confirmReturn(mine.by, null, local.reportOf(mine.id))).toMatchObject({ status: "paid" });
    expect([await mine.got(), await settlements(mine)]).toEqual([1, 1]);
    expect(await theirs.got()).toBe(0);
    await expectBooksAgree();
  });
});

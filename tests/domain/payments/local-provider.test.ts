import { afterAll, beforeAll, expect, it } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { handleEvent } from "#lib/billing/asking/handle-payment-event.ts";
import { receivePaymentWebhook } from "#lib/billing/asking/receive-payment-webhook.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { openForm } from "#lib/kernel/leaving-form.ts";
import { money } from "#lib/kernel/money.ts";
import { offeredGateways } from "#lib/payments/offered-gateways.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { describedInGuide, startLocalProviders } from "#tests/support/local-provider.ts";
import { aPlan, aViewer, changeSettings, order } from "#tests/support/shop.ts";

useDatabase();

const SECRET = "a secret of the bank's";
let provider: Awaited<ReturnType<typeof startLocalProviders>>;

/** The one of the guide that cannot be asked: all that is known of its payments is what it has signed. */
beforeAll(async () => {
  provider = await startLocalProviders(SECRET);
  Object.assign(process.env, { LOCAL_GATEWAY_SECRET: SECRET, LOCAL_GATEWAY_API_BASE: provider.url });
  await changeSettings("gateways", { local: { enabled: true, settings: describedInGuide("form", provider.url) } });
});
afterAll(() => provider.close());

async function atThePage() {
  const { price } = await aPlan({ kind: "TRIAL" });
  const { orderId, url } = await order(await aViewer(), price, { gateway: "local" });
  const form = openForm(new URL(url).searchParams.get("form") ?? "");
  provider.arrive("form", Object.fromEntries(form?.fields ?? []));
  const payment = () => db.transaction.findFirstOrThrow({ where: { orderId } });
  return { orderId, payment, reference: (await payment()).id };
}

const notify = async (body: string) => {
  const { status, eventId } = await receivePaymentWebhook("local", { body, headers: {} });
  return { status, handled: eventId !== null && (await handleEvent(eventId)) };
};

it("stands in the checkout under the name that its operator gives it", async () => {
  const { gateways } = await getSettings();
  await changeSettings("gateways", { local: { ...gateways.local, settings: { ...gateways.local?.settings, name: "Oasis Pay" } } });
  expect(offeredGateways(await getSettings(), { amount: money(1_000n, "EUR") }).find(({ id }) => id === "local")).toMatchObject({
    named: "Oasis Pay",
  });
  await changeSettings("gateways", { local: gateways.local });
});

it("is paid by a notification, once, however often it comes", async () => {
  const { orderId, payment, reference } = await atThePage();
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "needs_action" });
  provider.become(reference, "paid");
  const body = provider.reportOf(reference);
  expect(await notify(body.replace("1000", "1"))).toEqual({ status: 400, handled: false });
  expect(await payment()).toMatchObject({ status: "NEEDS_ACTION" });
  for (const _ of [1, 2]) expect(await notify(body)).toEqual({ status: 200, handled: true });
  expect(await payment()).toMatchObject({ status: "SUCCEEDED", paymentReference: `t-${reference}`, amount: 1000n });
  expect(await db.ledgerJournal.count({ where: { transactionId: reference } })).toBe(1);
});

it("is paid by a return that is signed, and not by what a viewer writes, or takes from another order", async () => {
  const [mine, other] = [await atThePage(), await atThePage()];
  provider.become(other.reference, "paid");
  const { orderId } = mine;
  const genuine = provider.reportOf(other.reference);
  for (const report of ["", "result=0000", genuine, genuine.replace(other.reference, mine.reference), `order=${mine.reference}&${genuine}`])
    expect((await confirmReturn({ orderId }, null, report))?.status, report).not.toBe("paid");
  provider.become(mine.reference, "paid");
  expect(await confirmReturn({ orderId }, null, provider.reportOf(mine.reference))).toMatchObject({ status: "paid" });
});

it.each([
  ["amount", "1"],
  ["amount", "100000"],
  ["currency", "JPY"],
])("counts nothing as paid where the signed %s is %s", async (field, value) => {
  const [noticed, returned] = [await atThePage(), await atThePage()];
  for (const { reference } of [noticed, returned]) provider.become(reference, "paid");
  await notify(provider.reportOf(noticed.reference, { [field]: value }));
  await confirmReturn({ orderId: returned.orderId }, null, provider.reportOf(returned.reference, { [field]: value }));
  for (const { payment, orderId } of [noticed, returned]) {
    expect(await payment()).toMatchObject({ status: "UNKNOWN", failureReason: "amount_mismatch" });
    expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "OPEN" });
  }
});

/** For so long a worker looks now and then. */
async function wait(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 6) {
    stopClockAt(new Date(now().getTime() + 6 * 3_600_000));
    await reconcilePayments();
  }
}

it.each(["notification", "return"])(
  "keeps money that is on its way as such, as a %s has said: nobody pays it twice meanwhile",
  async (by) => {
    const { orderId, payment, reference } = await atThePage();
    provider.become(reference, "pending");
    const pending = provider.reportOf(reference);
    if (by === "notification") await notify(pending);
    else expect(await confirmReturn({ orderId }, null, pending)).toMatchObject({ status: "pending" });
    expect(await confirmReturn({ orderId }, null, "")).toMatchObject({ status: "pending" });
    await wait(30);
    expect(await payment()).toMatchObject({ status: "PENDING" });
    // What says nothing of its state takes nothing back.
    await notify(provider.reportOf(reference, { result: "0001" }));
    await wait(6);
    expect(await payment()).toMatchObject({ status: "PENDING" });
    provider.become(reference, "paid");
    await notify(provider.reportOf(reference));
    expect(await payment()).toMatchObject({ status: "SUCCEEDED" });
    runClock();
  },
);

it("takes what is reported again as it is said then: a provider may have named a wrong amount first", async () => {
  const { payment, reference } = await atThePage();
  provider.become(reference, "paid");
  await notify(provider.reportOf(reference, { amount: "1" }));
  await wait(6);
  expect(await payment()).toMatchObject({ status: "UNKNOWN", failureReason: "amount_mismatch" });
  await notify(provider.reportOf(reference));
  expect(await payment()).toMatchObject({ status: "SUCCEEDED" });
  runClock();
});

/** An order at the page of the provider that knows payments by a number. */
async function begun() {
  const { orderId, url } = await order(await aViewer(), (await aPlan({ kind: "TRIAL" })).price, { gateway: "local" });
  const fields = Object.fromEntries(openForm(new URL(url).searchParams.get("form") ?? "")?.fields ?? []);
  provider.arrive("key", fields);
  const payment = () => db.transaction.findFirstOrThrow({ where: { orderId } });
  return { orderId, payment, number: fields.number };
}

it("finds the payment by a number of few digits: from a notification, and from a return that says that money is on its way", async () => {
  const { gateways } = await getSettings();
  await changeSettings("gateways", { local: { enabled: true, settings: describedInGuide("key", provider.url) } });
  const [told, returned] = [await begun(), await begun()];
  expect(told.number).toBe(`1000${(await told.payment()).number}`);
  provider.become(told.number, "paid");
  expect(await notify(provider.reportOf(told.number))).toEqual({ status: 200, handled: true });
  expect(await told.payment()).toMatchObject({ status: "SUCCEEDED", paymentReference: `a-${told.number}`, amount: 1000n });
  provider.become(returned.number, "pending");
  expect(await confirmReturn({ orderId: returned.orderId }, null, provider.reportOf(told.number))).not.toMatchObject({ status: "paid" });
  expect(await confirmReturn({ orderId: returned.orderId }, null, provider.reportOf(returned.number))).toMatchObject({ status: "pending" });
  await wait(30);
  expect(await returned.payment()).toMatchObject({ status: "PENDING" });
  provider.become(returned.number, "paid");
  await notify(provider.reportOf(returned.number));
  expect(await returned.payment()).toMatchObject({ status: "SUCCEEDED" });
  runClock();
  await changeSettings("gateways", { local: gateways.local });
});

it.each(["9915", "0116"])("notes for a person, once, that a paid one is %s there: it may have been taken back", async (result) => {
  const { payment, reference } = await atThePage();
  provider.become(reference, "paid");
  await notify(provider.reportOf(reference));
  for (const _ of [1, 2]) expect(await notify(provider.reportOf(reference, { result }))).toEqual({ status: 200, handled: true });
  expect(await payment()).toMatchObject({ status: "SUCCEEDED", refunded: 0n });
  const noted = await db.gatewayDifference.findMany({ where: { transactionId: reference } });
  expect(noted).toMatchObject([{ kind: "NOT_PAID_THERE", theirs: 0n, ours: 1000n, subject: `t-${reference}`, decidedAt: null }]);
});

it("notes nothing where it was given back before", async () => {
  const { payment, reference } = await atThePage();
  provider.become(reference, "paid");
  await notify(provider.reportOf(reference));
  const byHand = { transactionId: reference, amount: 1000n, reason: "Asked for", to: "byHand", reference: "b1" } as const;
  await refundPayment(byHand, { kind: "OPERATOR", name: "Finance" });
  await notify(provider.reportOf(reference, { result: "9915" }));
  expect(await payment()).toMatchObject({ refunded: 1000n });
  expect(await db.gatewayDifference.count({ where: { transactionId: reference } })).toBe(0);
});

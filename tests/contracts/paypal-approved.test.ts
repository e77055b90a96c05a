import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import { paypalGateway } from "#lib/payments/gateways/paypal/gateway.ts";
import { type PayPalServer, startPayPalServer } from "#tests/support/paypal-server.ts";
import { CARD, succeeded } from "./gateway-contract.ts";
import { payersOf } from "./paypal-payers.ts";

// Money that moves when we say so.

let server: PayPalServer;
let gateway: ReturnType<typeof paypalGateway>;
beforeAll(async () => {
  server = await startPayPalServer();
  gateway = paypalGateway({ ...server.keys, apiBase: server.url });
});
afterAll(() => server.close());

const { look, approve, pay, takenFor } = payersOf(() => ({ server, gateway }));

it("takes it once, however many ask at once", async () => {
  const { request, reference } = await approve();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => look(request, reference)));
  for (const outcome of outcomes) expect(outcome).toEqual(succeeded(outcomes[0]));
  expect(takenFor(request.transactionId)).toHaveLength(1);
});

it("takes it when the tab was closed: the event of the approval says where", async () => {
  const { request, reference } = await approve();
  const event = await gateway.readWebhook(server.webhook(reference));
  expect(event).toMatchObject({ type: "CHECKOUT.ORDER.APPROVED", reference, transactionId: request.transactionId });
  succeeded(await look(request, event!.reference));
});

it("asks once more where no answer came", async () => {
  const { request, reference } = await approve();
  server.troubles.push("lost before");
  succeeded(await look(request, reference));
});

it("finds it taken when the answer was lost, though PayPal has forgotten the key", async () => {
  const { request, reference } = await approve();
  server.troubles.push("none", "lost after");
  expect(await look(request, reference)).toMatchObject({ status: "unknown" });
  server.answers.clear();
  succeeded(await look(request, reference));
  expect(takenFor(request.transactionId)).toHaveLength(1);
});

it("sends who was declined back to PayPal, and takes it from another account then", async () => {
  const { request, reference } = await approve(CARD.insufficientFunds);
  const url = `${server.url}/checkoutnow?token=${reference}`;
  for (const _ of [1, 2]) expect(await look(request, reference)).toEqual({ status: "needs_action", reference, url });
  expect(takenFor(request.transactionId)).toHaveLength(0);
  await new Promise((resolve) => setTimeout(resolve, 2));
  server.world.approve(reference, CARD.ok);
  succeeded(await look(request, reference));
});

it("leaves what was approved late, after we had given it up: no money moves", async () => {
  const { request, reference } = await approve();
  expect(await look(request, reference, { givenUp: true })).toMatchObject({ status: "canceled" });
  expect(takenFor(request.transactionId)).toHaveLength(0);
  const paid = await pay();
  expect(await look(paid.request, paid.reference, { givenUp: true })).toEqual(paid.paid);
});

it("takes it at once where the event shows that it is approved, and asks nothing before", async () => {
  const { request, reference } = await approve();
  const report = server.webhook(reference).body;
  server.seen.length = 0;
  succeeded(await look(request, reference, { report }));
  expect(server.seen.map(({ path }) => path)).toEqual([`/v2/checkout/orders/${reference}/capture`]);
});

it("asks about it where the event is old: after a refusal, when it is paid, and when we have given it up", async () => {
  const { request, reference } = await approve(CARD.insufficientFunds);
  const report = server.webhook(reference).body;
  expect(await look(request, reference, { report })).toMatchObject({ status: "needs_action" });
  await new Promise((resolve) => setTimeout(resolve, 2));
  server.world.approve(reference, CARD.ok);
  expect(await look(request, reference, { report, givenUp: true })).toMatchObject({ status: "canceled" });
  expect(takenFor(request.transactionId)).toHaveLength(0);
  const paid = succeeded(await look(request, reference, { report }));
  expect(takenFor(request.transactionId)).toHaveLength(1);
  server.seen.length = 0;
  expect(await look(request, reference, { report, settled: true })).toEqual(paid);
  expect(server.seen.filter(({ path }) => path.endsWith("/capture"))).toEqual([]);
});

it("says at once that no answer came where an event made it take the money, and finds it taken afterwards", async () => {
  const { request, reference } = await approve();
  const report = server.webhook(reference).body;
  server.seen.length = 0;
  server.troubles.push("lost after");
  expect(await look(request, reference, { report })).toMatchObject({ status: "unknown" });
  expect(server.seen).toHaveLength(1);
  server.answers.clear();
  succeeded(await look(request, reference, { report }));
  expect(takenFor(request.transactionId)).toHaveLength(1);
});

it.each([
  ["of another transaction", { purchase_units: [{ custom_id: newId() }] }],
  ["of another order", { id: "ANOTHERORDER1" }],
  ["of an order that nobody approved", { status: "CREATED" }],
])("asks first where the event is %s", async (_, differently) => {
  const { request, reference } = await approve();
  const event = JSON.parse(server.webhook(reference).body);
  Object.assign(event.resource, differently);
  server.seen.length = 0;
  succeeded(await look(request, reference, { report: JSON.stringify(event) }));
  expect(server.seen[0]).toMatchObject({ method: "GET", path: `/v2/checkout/orders/${reference}` });
});

it("takes an order for no transaction but its own, whatever an event says", async () => {
  const { reference } = await approve();
  expect(await look({ transactionId: newId() }, reference)).toMatchObject({ status: "unknown" });
  expect(server.world.orders.get(reference)!.status).toBe("APPROVED");
});

it("finds a payment by itself, where an event names no order", async () => {
  const { request, reference, paid } = await pay();
  expect(await look(request, paid.paymentReference!)).toEqual(paid);
  expect(paid.reference).toBe(reference);
});

it("reports what really moved, and the fee in the payment's currency", async () => {
  const { request, reference } = await pay(CARD.ok, { amount: money(10_000n, "JPY") });
  const [{ capture }] = takenFor(request.transactionId);
  capture.amount = { currency_code: "JPY", value: "9000" };
  Object.assign(capture.seller_receivable_breakdown, {
    paypal_fee: { currency_code: "EUR", value: "1.99" },
    exchange_rate: { source_currency: "JPY", target_currency: "EUR", value: "0.006" },
  });
  expect(succeeded(await look(request, reference))).toMatchObject({ amount: money(9_000n, "JPY"), fee: 332n });
});

it.each(["kept", "forgotten"])("tells what befell it since the answer was lost, the key %s", async (key) => {
  for (const befall of [(id: string) => server.world.dispute(id), (id: string) => server.world.refund(id, {})]) {
    const { request, reference } = await approve();
    const report = server.webhook(reference).body;
    server.troubles.push("lost after");
    expect(await look(request, reference, { report })).toMatchObject({ status: "unknown" });
    const [{ capture }] = takenFor(request.transactionId);
    server.age(capture);
    befall(capture.id);
    if (key === "forgotten") server.answers.clear();
    expect(await look(request, reference, { report })).toMatchObject({ status: "succeeded", adjusted: true });
  }
});

it("tries an account that is declined once for each approval", async () => {
  const { request, reference } = await approve(CARD.insufficientFunds);
  const report = server.webhook(reference).body;
  server.seen.length = 0;
  await look(request, reference, { report });
  expect(server.seen.filter(({ path }) => path.endsWith("/capture"))).toHaveLength(1);
});

it("takes an order that PayPal has forgotten as expired", async () => {
  const { request, reference } = await approve(CARD.ok, { transactionId: newId(Date.now() - 4 * 3_600_000) });
  const report = server.webhook(reference).body;
  server.world.orders.delete(reference);
  expect(await look(request, reference, { report })).toMatchObject({ status: "canceled" });
});

it("answers no more than PayPal does, and sends nothing that it does not know", () => {
  expect([...new Set(server.faults)]).toEqual([]);
});

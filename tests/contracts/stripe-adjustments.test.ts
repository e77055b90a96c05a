import { afterAll, beforeAll, expect, it } from "vitest";
import { money } from "#lib/kernel/money.ts";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { closeDispute, dispute, failRefund, refund } from "#tests/support/stripe-server/afterwards.ts";
import { stripeDescription } from "#tests/support/stripe-server/description.ts";
import { type StripeServer, startStripeServer } from "#tests/support/stripe-server.ts";
import { CARD, checkoutOf } from "./gateway-contract.ts";

let server: StripeServer;
let gateway: ReturnType<typeof stripeGateway>;
beforeAll(async () => {
  server = await startStripeServer();
  gateway = stripeGateway({ secretKey: server.secretKey, webhookSecret: server.webhookSecret, apiBase: server.url });
});
afterAll(() => server.close());

async function paid() {
  const request = checkoutOf();
  const { reference } = await gateway.startCheckout(request);
  server.world.pay(reference, CARD.ok);
  const intent = server.world.get(server.world.get(reference).payment_intent);
  const look = () => gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference, settings: {} });
  return { intent, look, adjustments: () => gateway.adjustments!(intent.id) };
}

it("tells refunds made in the dashboard, and what became of them", async () => {
  const { intent, look, adjustments } = await paid();
  expect(await look()).toMatchObject({ adjusted: false });
  const first = refund(server.world, intent, 500);
  const second = refund(server.world, intent, 400, { status: "pending" });
  failRefund(server.world, first, "expired_or_canceled_card");
  expect(await look()).toMatchObject({ adjusted: true });
  expect((await adjustments()).refunds).toMatchObject([
    { reference: second.id, amount: money(400n, "EUR"), outcome: { status: "pending" } },
    { reference: first.id, amount: money(500n, "EUR"), outcome: { status: "declined", code: "expired_or_canceled_card" } },
  ]);
  expect((await adjustments()).refunds[0].transactionId).toBeUndefined();
});

it("tells a dispute, the money it took and gave back, and its fee", async () => {
  const { intent, look, adjustments } = await paid();
  const opened = dispute(server.world, intent, 1_500);
  expect(await look()).toMatchObject({ adjusted: true });
  const [said] = (await adjustments()).disputes;
  const created = new Date(Number(opened.created) * 1000);
  const common = { reference: opened.id, reason: "fraudulent", final: false, amount: money(1_500n, "EUR"), openedAt: created };
  expect(said).toEqual({ ...common, respondBy: expect.any(Date), status: "open", taken: 1_500n, fee: 2_000n });
  closeDispute(server.world, opened, "won");
  expect((await adjustments()).disputes).toEqual([{ ...common, status: "won", taken: 0n, fee: 0n }]);
});

it("counts a dispute in the payment's currency where the account settles in another", async () => {
  const { intent, adjustments } = await paid();
  const opened = dispute(server.world, intent, 1_000);
  const move = { ...(opened.balance_transactions as object[])[0], currency: "usd", amount: -1_200, fee: 1_500 };
  opened.balance_transactions = [move];
  expect((await adjustments()).disputes).toMatchObject([{ taken: 1_000n, fee: 1_250n }]);
});

it.each([
  ["warning_needs_response", "inquiry"],
  ["warning_closed", "closed"],
  ["under_review", "open"],
  ["appeal_under_review", "open"],
  ["prevented", "closed"],
  ["lost", "lost"],
])("takes %s for %s", async (status, expected) => {
  const { intent, adjustments } = await paid();
  const opened = dispute(server.world, intent);
  Object.assign(opened, { status, balance_transactions: [] });
  expect((await adjustments()).disputes).toMatchObject([{ status: expected, taken: 0n, fee: 0n }]);
});

it("does not take silence for nothing", async () => {
  const { adjustments } = await paid();
  server.troubles.push(500, 500);
  await expect(adjustments()).rejects.toThrow();
});

it.skipIf(!stripeDescription())("asks and is answered as Stripe's description says", () => {
  expect(server.faults).toEqual([]);
});

import { expect, it, vi } from "vitest";
import { money } from "#lib/kernel/money.ts";
import {
  cancelSandboxCheckout,
  completeSandboxCheckout,
  confirmSandboxPayment,
  lookUpCheckout,
} from "#lib/payments/gateways/sandbox/checkout.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { sandbox as sandboxPlugin } from "#lib/payments/gateways/sandbox/plugin.ts";
import { readCheckout } from "#lib/payments/gateways/sandbox/references.ts";
import { sandboxWebhook } from "#lib/payments/gateways/sandbox/webhook.ts";
import { STRIPE_DECLINES } from "#lib/payments/gateways/stripe/declines.ts";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { closeDispute, dispute } from "#tests/support/stripe-server/afterwards.ts";
import { stripeDescription } from "#tests/support/stripe-server/description.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";
import { CARD, checkoutOf, type Expected, type GatewayBench, gatewayContract } from "./gateway-contract.ts";
import {
  adjustmentsContract,
  cancelContract,
  canTakeContract,
  declinesContract,
  onceContract,
  partsContract,
} from "./gateway-options-contract.ts";
import { MOMENT_MS, type TroubledBench, troublesContract } from "./gateway-troubles-contract.ts";

function later(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds });
}

/** The sandbox took over Stripe's test cards, and what they tell. */
const STRIPES: Expected = {
  can: { offSession: true, refunds: "partial", webhooks: true },
  paid: {
    fee: 53n, // 1.4 % and 25
    method: { kind: "card", brand: "visa", last4: "4242", expMonth: 12, expYear: 2034 },
  },
  amounts: [money(500n, "JPY"), money(5_120n, "KWD"), money(1_490n, "ISK"), money(1n, "ISK"), money(99_999_999n, "USD")],
  cards: CARD,
};

const PARTS = [money(1_999n, "EUR"), money(500n, "JPY"), money(5_120n, "KWD")];

const sandbox = async (): Promise<GatewayBench> => ({
  gateway: sandboxGateway,
  pay: async (reference, card) => {
    const { status } = await completeSandboxCheckout(reference, card);
    if (status === "needs_action") await confirmSandboxPayment(reference);
  },
  confirm: confirmSandboxPayment,
  settle: () => later(31_000),
  expire: () => later(3 * 3_600_000),
  webhook: (reference) => sandboxWebhook(reference, lookUpCheckout(readCheckout(reference)!).status),
});
gatewayContract("sandbox", sandbox, STRIPES);
cancelContract("sandbox", sandbox);
declinesContract("sandbox", sandbox, sandboxPlugin.declines, [
  [CARD.laterDeclines, "retry", "refused"],
  ["4000000000004988", "final", "refused"],
  ["5105105105105100", "retry", "funds"],
  ["4000000000000119", "retry", "technical"],
  [CARD.laterNeedsAction, "retry", "confirmation"],
]);
partsContract("sandbox", sandbox, PARTS);
onceContract("sandbox", sandbox, { kind: "card", brand: "visa", last4: "4242", fingerprint: undefined });

it("the sandbox gives a page up that the viewer left, and keeps to the first answer", async () => {
  const request = checkoutOf();
  const { reference } = await sandboxGateway.startCheckout(request);
  expect(await cancelSandboxCheckout(reference)).toMatchObject({ status: "canceled" });
  expect(await completeSandboxCheckout(reference)).toMatchObject({ status: "canceled" });
});

const server = await startStripeServer();
const ofOurs = (transactionId: string) => {
  const moved = [...server.world.list("payment_intent"), ...server.world.list("refund")].filter(({ status }) => status === "succeeded");
  return moved.filter(({ metadata }) => (metadata as { transactionId?: string }).transactionId === transactionId);
};
const keys = { secretKey: server.secretKey, webhookSecret: server.webhookSecret, apiBase: server.url };
const stripe = async (): Promise<TroubledBench> => ({
  gateway: stripeGateway(keys),
  impatient: stripeGateway({ ...keys, timeoutMs: MOMENT_MS }),
  pay: async (reference, card) => server.world.pay(reference, card),
  confirm: async (reference, approve) => server.world.authenticate(reference, approve),
  settle: () => server.world.settle(),
  expire: (reference) => server.world.expire(reference),
  webhook: (reference) => server.webhook(reference),
  trouble: (kind, after) => void server.troubles.push(...Array(after).fill("none"), ...Array(20).fill(kind)),
  calm: () => void server.troubles.splice(0),
  made: (transactionId) => ofOurs(transactionId).length,
  fail: () => server.world.failPending(),
  dispute: (paymentReference) => {
    const opened = dispute(server.world, server.world.get(paymentReference));
    return (decision) => closeDispute(server.world, opened, decision);
  },
});
gatewayContract("stripe", stripe, STRIPES);
cancelContract("stripe", stripe);
onceContract("stripe", stripe, { kind: "card", brand: "visa", last4: "4242", country: "US", fingerprint: "fp_4242424242424242" });
canTakeContract("stripe", stripe, {
  can: [money(500n, "JPY"), money(5_120n, "KWD"), money(10_000n, "MGA")],
  cannot: [money(5_124n, "KWD"), money(1n, "MGA")],
});
adjustmentsContract("stripe", stripe);
troublesContract("stripe", stripe, CARD);
declinesContract("stripe", stripe, STRIPE_DECLINES, [
  [CARD.laterDeclines, "retry", "refused"],
  ["4000000000019987", "final", "refused"],
  ["4000000000019995", "retry", "funds"],
  ["4000000000019119", "retry", "technical"],
  ["4000000000013184", "retry", "confirmation"],
  [CARD.laterNeedsAction, "retry", "confirmation"],
]);
partsContract("stripe", stripe, PARTS);

it.skipIf(!stripeDescription())(
  "every request to Stripe is one that its description accepts, every answer of the stand-in one that it knows",
  async () => {
    expect(server.seen.length).toBeGreaterThan(50);
    expect(server.faults).toEqual([]);
    await server.close();
  },
);

import { expect, it, vi } from "vitest";
import { money } from "#lib/kernel/money.ts";
import type { PaymentGateway } from "#lib/payments/gateway.ts";
import { PAYPAL_DECLINES } from "#lib/payments/gateways/paypal/declines.ts";
import { paypalGateway } from "#lib/payments/gateways/paypal/gateway.ts";
import { WEBHOOKS_LAST_MS } from "#lib/payments/gateways/paypal/webhook.ts";
import { hasDescriptions } from "#tests/support/paypal-server/faults.ts";
import { withdraw } from "#tests/support/paypal-server/withdrawals.ts";
import { startPayPalServer } from "#tests/support/paypal-server.ts";
import { CARD, gatewayContract } from "./gateway-contract.ts";
import { listedContract, payoutsContract } from "./gateway-lists-contract.ts";
import { adjustmentsContract, canTakeContract, declinesContract, onceContract, partsContract } from "./gateway-options-contract.ts";
import { MOMENT_MS, type TroubledBench, troublesContract } from "./gateway-troubles-contract.ts";

const server = await startPayPalServer();
const { world } = server;

function madeFor(transactionId: string): number {
  const captures = [...world.captures.values()].filter(
    ({ capture }) => capture.custom_id === transactionId && capture.status !== "DECLINED",
  );
  const refunds = [...world.refunds.values()].filter(({ custom_id }) => custom_id === `refund.${transactionId}`);
  return captures.length + refunds.length;
}

/** It is given its token before there is trouble. */
async function withToken(gateway: PaymentGateway): Promise<PaymentGateway> {
  await vi.waitFor(() => gateway.test(), 5_000);
  return gateway;
}

const bench = async (): Promise<TroubledBench> => ({
  gateway: paypalGateway({ ...server.keys, apiBase: server.url }),
  impatient: await withToken(paypalGateway({ ...server.keys, apiBase: server.url, timeoutMs: MOMENT_MS })),
  pay: async (reference, account) => world.approve(reference, account),
  confirm: async () => undefined,
  settle: () => world.settle(),
  expire: (reference) => {
    world.orders.delete(reference);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 4 * 3_600_000 });
  },
  webhook: (reference) => server.webhook(reference),
  trouble: (kind, after) => void server.troubles.push(...Array(after).fill("none"), ...Array(20).fill(kind)),
  calm: () => void server.troubles.splice(0),
  made: madeFor,
  fail: () => world.settle("DECLINED"),
  dispute: (paymentReference) => {
    const opened = world.dispute(paymentReference);
    return (decision) => world.decide(opened, decision);
  },
});

gatewayContract("paypal", bench, {
  can: { offSession: true, refunds: "partial", webhooks: true },
  webhooksLast: WEBHOOKS_LAST_MS,
  paid: {
    fee: 85n, // 2.49 % and 35
    method: { kind: "wallet", brand: "paypal" },
  },
  amounts: [money(500n, "JPY"), money(150_000n, "HUF"), money(1n, "USD"), money(99_999_999n, "USD")],
  cards: { ok: CARD.ok, insufficientFunds: CARD.insufficientFunds, pending: CARD.pending, laterDeclines: CARD.laterDeclines },
});
canTakeContract("paypal", bench, {
  can: [money(500n, "JPY"), money(150_000n, "HUF"), money(1_000n, "TWD")],
  cannot: [money(5_120n, "KWD"), money(1_999n, "HUF"), money(100n, "INR")],
});
adjustmentsContract("paypal", bench);
onceContract("paypal", bench, { kind: "wallet", brand: "paypal", country: "DE", fingerprint: expect.any(String) });
listedContract("paypal", bench);
payoutsContract("paypal", bench, { payOut: (paid) => void withdraw(world, paid), itemised: false });
troublesContract("paypal", bench, CARD);
declinesContract("paypal", bench, PAYPAL_DECLINES, [
  [CARD.laterDeclines, "retry", "refused"],
  ["4000000000019987", "final", "refused"],
  ["4000000000019995", "retry", "funds"],
  ["4000000000019119", "retry", "technical"],
]);
partsContract("paypal", bench, [money(1_999n, "EUR"), money(500n, "JPY")]);

if (!hasDescriptions()) console.warn("PayPal's descriptions are not here: its requests are not held against them.");
it.skipIf(!hasDescriptions())(
  "every request to PayPal is one that its descriptions accept, every answer of the stand-in one that they know",
  async () => {
    expect(server.seen.length).toBeGreaterThan(50);
    expect([...new Set(server.faults)]).toEqual([]);
    await server.close();
  },
);

import { afterAll, expect, it } from "vitest";
import { money } from "#lib/kernel/money.ts";
import { MOLLIE_DECLINES } from "#lib/payments/gateways/mollie/declines.ts";
import { mollieGateway } from "#lib/payments/gateways/mollie/gateway.ts";
import { mollie } from "#lib/payments/gateways/mollie/plugin.ts";
import { mollieDescription, startMollieServer } from "#tests/support/mollie-server.ts";
import { CARD, gatewayContract } from "./gateway-contract.ts";
import {
  adjustmentsContract,
  cancelContract,
  canTakeContract,
  declinesContract,
  onceContract,
  partsContract,
} from "./gateway-options-contract.ts";
import { MOMENT_MS, type TroubledBench, troublesContract } from "./gateway-troubles-contract.ts";

const server = await startMollieServer();
afterAll(() => server.close());

const bench = async (): Promise<TroubledBench> => ({
  gateway: mollie.open({ MOLLIE_API_KEY: server.apiKey, MOLLIE_API_BASE: server.url }),
  impatient: mollieGateway({ apiKey: server.apiKey, apiBase: server.url, timeoutMs: MOMENT_MS }),
  settings: { card: true, paypal: true, ideal: true },
  pay: async (reference, card) => server.world.pay(reference, card),
  confirm: async () => server.world.settle(),
  settle: () => server.world.settle(),
  expire: (reference) => server.world.end(reference, "expired"),
  webhook: (reference) => server.webhook(reference),
  trouble: (kind, after) => void server.troubles.push(...Array(after).fill("none"), ...Array(20).fill(kind)),
  calm: () => void server.troubles.splice(0),
  made: (transactionId) =>
    [...server.world.payments.values(), ...server.world.refunds].filter(
      ({ status, metadata }) =>
        ["paid", "refunded"].includes(String(status)) && (metadata as { transactionId?: string }).transactionId === transactionId,
    ).length,
  fail: () => server.world.failPending(),
  dispute: (paymentReference) => {
    const made = server.world.chargeBack(paymentReference);
    return (decision) => {
      if (decision === "won") server.world.reverse(made);
    };
  },
});

gatewayContract("mollie", bench, {
  can: { offSession: true, refunds: "partial", webhooks: true },
  signedAddress: true,
  paid: { method: { kind: "card", brand: "visa", last4: "4242", expMonth: 12, expYear: 2034 } },
  amounts: [money(500n, "JPY"), money(1_490n, "ISK"), money(1n, "EUR"), money(99_999_999n, "USD")],
  cards: { ok: CARD.ok, insufficientFunds: CARD.insufficientFunds, pending: CARD.pending, laterDeclines: CARD.laterDeclines },
});
cancelContract("mollie", bench);
onceContract("mollie", bench, { kind: "card", brand: "visa", last4: "4242", country: "NL", fingerprint: "fHB3CCKx9REkz8fPplT8N4nq" });
canTakeContract("mollie", bench, { can: [money(500n, "JPY"), money(1n, "EUR")], cannot: [money(5_120n, "KWD"), money(500n, "INR")] });
adjustmentsContract("mollie", bench);
troublesContract("mollie", bench, CARD);
declinesContract("mollie", bench, MOLLIE_DECLINES, [
  [CARD.laterDeclines, "retry", "refused"],
  ["4000000000019987", "final", "refused"],
  ["4000000000019995", "retry", "funds"],
  ["4000000000019119", "retry", "technical"],
  ["4000000000013184", "retry", "confirmation"],
]);
partsContract("mollie", bench, [money(1_999n, "EUR"), money(500n, "JPY")]);

it.skipIf(!mollieDescription())("every request to Mollie and every answer of the stand-in is one that its description has", () => {
  expect(server.seen.length).toBeGreaterThan(50);
  expect([...new Set(server.faults)]).toEqual([]);
});

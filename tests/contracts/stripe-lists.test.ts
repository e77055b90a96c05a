import { afterAll, beforeAll, expect, it } from "vitest";
import { RefusedRequest } from "#lib/payments/gateway.ts";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { dispute } from "#tests/support/stripe-server/afterwards.ts";
import { stripeDescription } from "#tests/support/stripe-server/description.ts";
import { payOut, takeFee } from "#tests/support/stripe-server/payouts.ts";
import { type StripeServer, startStripeServer } from "#tests/support/stripe-server.ts";
import { CARD, checkoutOf, type GatewayBench } from "./gateway-contract.ts";
import { lately, listedContract, payoutsContract, wholeList } from "./gateway-lists-contract.ts";

let server: StripeServer;
let gateway: ReturnType<typeof stripeGateway>;
beforeAll(async () => {
  server = await startStripeServer();
  gateway = stripeGateway({ secretKey: server.secretKey, webhookSecret: server.webhookSecret, apiBase: server.url });
});
afterAll(() => server.close());

async function paid() {
  const { reference } = await gateway.startCheckout(checkoutOf());
  server.world.pay(reference, CARD.ok);
  return server.world.get(server.world.get(reference).payment_intent);
}

const bench = async () =>
  ({ gateway, pay: (reference: string, card: string) => void server.world.pay(reference, card) }) as unknown as GatewayBench;
listedContract("stripe", bench, { morePages: 101 });
payoutsContract("stripe", bench, { payOut: () => void payOut(server.world) });

it("tells a payout's lines page by page, and leaves out the payout itself", async () => {
  for (let fee = 1; fee <= 101; fee += 1) takeFee(server.world, fee);
  const { id } = payOut(server.world);
  const { items, pages } = await wholeList(({ page }) => gateway.payoutLines!({ reference: id, page }), lately());
  expect(pages).toBe(2);
  expect(items.filter(({ kind }) => kind === "fee")).toHaveLength(101);
  expect(items.some(({ text }) => text?.startsWith("payout"))).toBe(false);
});

it("says that a payout made by hand does not tell its lines", async () => {
  const { id } = payOut(server.world, { automatic: false, reconciliation_status: "not_applicable" });
  const { items } = await wholeList((window) => gateway.payouts!(window), lately());
  expect(items.find(({ reference }) => reference === id)).toMatchObject({ lines: "never" });
  await expect(gateway.payoutLines!({ reference: id, page: null })).rejects.toThrow(RefusedRequest);
});

it("lists payments, refunds and disputes one after the other", async () => {
  const intent = await paid();
  const opened = dispute(server.world, intent, 700);
  const { items } = await wholeList((window) => gateway.listed!(window), lately());
  expect(items.filter(({ paymentReference }) => paymentReference === intent.id)).toMatchObject([
    { kind: "payment", reference: intent.id },
    { kind: "dispute", reference: opened.id, status: "waiting" },
  ]);
});

it("says that a page is not known any more", async () => {
  await paid();
  await expect(gateway.listed!({ ...lately(), page: "payment:pi_forgotten" })).rejects.toThrow(RefusedRequest);
});

it("does not take silence for an empty list", async () => {
  server.troubles.push(500, 500);
  const silence = await gateway.listed!({ ...lately(), page: null }).catch((error: unknown) => error);
  expect(silence).toBeInstanceOf(Error);
  expect(silence).not.toBeInstanceOf(RefusedRequest);
});

it.skipIf(!stripeDescription())("asks and is answered as Stripe's description says", () => {
  expect(server.faults).toEqual([]);
});

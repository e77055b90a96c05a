import { afterAll, describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import { RefusedRequest } from "#lib/payments/gateway.ts";
import { mollieGateway } from "#lib/payments/gateways/mollie/gateway.ts";
import { settle } from "#tests/support/mollie-server/settlements.ts";
import { mollieDescription, startMollieServer } from "#tests/support/mollie-server.ts";
import { CARD, checkoutOf, type GatewayBench } from "./gateway-contract.ts";
import { lately, payoutsContract, wholeList } from "./gateway-lists-contract.ts";

const server = await startMollieServer();
const { world, organizationToken } = server;
const config = { apiKey: server.apiKey, organizationToken, apiBase: server.url };
const gateway = mollieGateway(config);
afterAll(() => server.close());

const bench = async () =>
  ({
    gateway,
    settings: { card: true, paypal: true, ideal: true },
    pay: async (reference: string, card: string) => world.pay(reference, card),
  }) as unknown as GatewayBench;
payoutsContract("mollie", bench, { payOut: () => void settle(world) });

async function paid(paidWith = CARD.ok, currency = "EUR"): Promise<string> {
  const { reference } = await gateway.startCheckout(checkoutOf({ amount: money(1_000n, currency) }));
  world.pay(reference, paidWith);
  return reference;
}
const payouts = async () => (await wholeList((window) => gateway.payouts!(window), lately())).items;
const payoutOf = async ({ id }: { id: string }) => (await payouts()).find(({ reference }) => reference === id)!;
const linesOf = async ({ id }: { id: string }) =>
  (await wholeList(({ page }) => gateway.payoutLines!({ reference: id, page }), lately())).items;
const sum = (lines: { net: bigint }[]) => lines.reduce((all, { net }) => all + net, 0n);

describe("a settlement", () => {
  it("has its fees by the month, in whole units that come to its total, though Mollie tells them with four decimals", async () => {
    const ids = [await paid(), await paid(), await paid("ideal")];
    const back = await gateway.refund({ transactionId: newId(), paymentReference: ids[0], amount: money(400n, "EUR") });
    const disputed = world.chargeBack(ids[1], { currency: "EUR", value: "10.00" });
    const made = settle(world);
    const lines = await linesOf(made);
    expect(lines.filter(({ kind }) => kind !== "fee")).toMatchObject([
      ...ids.toReversed().map((id) => ({ kind: "payment", reference: id, paymentReference: id, gross: 1_000n, fee: 0n })),
      { kind: "refund", paymentReference: ids[0], refundReference: (back as { reference: string }).reference, gross: -400n },
      { kind: "dispute", reference: disputed.id, paymentReference: ids[1], gross: -1_000n },
    ]);
    const fees = lines.filter(({ kind }) => kind === "fee");
    // 0.847 + 0.4235 + 0.3025 + 9.075 = 10.648, and 16 less that is 5.352.
    expect(fees.map(({ net }) => net)).toEqual([-85n, -42n, -30n, -908n]);
    expect(fees[0].text).toMatch(/^\d{4}-\d{2} · creditcard · 2 ×$/);
    expect((await payoutOf(made)).total).toEqual(money(535n, "EUR"));
    expect(sum(lines)).toBe(535n);
    expect(new Set(lines.map(({ reference }) => reference)).size).toBe(lines.length);
  });

  it("says of a payment in another currency what was exchanged, and nothing of what PayPal pays by itself", async () => {
    const [foreign, elsewhere] = [await paid(CARD.ok, "USD"), await paid("paypal")];
    const made = settle(world, {}, { rate: 90n });
    const lines = await linesOf(made);
    expect(lines.filter(({ kind }) => kind === "payment")).toMatchObject([
      { paymentReference: foreign, gross: 900n, net: 900n, exchanged: money(1_000n, "USD") },
    ]);
    expect(lines.some(({ paymentReference }) => paymentReference === elsewhere)).toBe(false);
    expect(sum(lines)).toBe((await payoutOf(made)).total.minor);
    expect(gateway.paidElsewhere).toContain("paypal");
  });

  it("has what is no payment, refund or chargeback as something for a person", async () => {
    await paid();
    const made = settle(
      world,
      {},
      {
        extra: [
          { method: null, minor: -250n },
          { method: "rollingreserve", minor: -100n },
        ],
      },
    );
    const lines = await linesOf(made);
    expect(lines.filter(({ kind }) => kind === "other").map(({ net }) => net)).toEqual([-250n, -100n]);
    expect(sum(lines)).toBe((await payoutOf(made)).total.minor);
  });

  it("that comes to more or less than its parts stays so: a difference of a unit and more is not made up", async () => {
    await paid();
    const made = settle(world, { amount: { currency: "EUR", value: "9.00" } });
    expect(sum(await linesOf(made))).toBe(958n);
  });

  it("is listed once it is closed, by the time when it was settled, and read when it is paid or has failed", async () => {
    const long = new Date(Date.now() - 30 * 86_400_000).toISOString();
    const open = settle(world, { status: "open", settledAt: null });
    const waiting = settle(world, { status: "processing-at-bank", settledAt: null });
    const failed = settle(world, { status: "failed", settledAt: null });
    const monthly = settle(world, { createdAt: long });
    const listed = await payouts();
    const stateOf = ({ id }: { id: string }) => listed.find(({ reference }) => reference === id);
    expect(stateOf(open)).toBeUndefined();
    expect(stateOf(waiting)).toMatchObject({ status: "waiting", lines: "later" });
    expect(stateOf(failed)).toMatchObject({ status: "failed", lines: "ready" });
    expect(stateOf(monthly)).toMatchObject({ status: "paid", lines: "ready", arrivesAt: expect.any(Date) });
  });

  it("is read page by page", async () => {
    for (let at = 0; at < 251; at += 1) {
      const { id } = world.makePayment({ amount: { currency: "EUR", value: "1.00" }, description: "Many", sequenceType: "oneoff" });
      world.pay(id, CARD.ok);
    }
    const made = settle(world);
    const { items, pages } = await wholeList(({ page }) => gateway.payoutLines!({ reference: made.id, page }), lately());
    expect(pages).toBe(6);
    expect(items.filter(({ kind }) => kind === "payment")).toHaveLength(251);
    expect(sum(items)).toBe((await payoutOf(made)).total.minor);
  });
});

describe("the organisation's token", () => {
  it("is what payouts need, and the gateway says so where it lacks it; in test mode nothing is ever paid out", () => {
    const live = mollieGateway({ apiKey: "live_1234567890", apiBase: server.url });
    expect(live).toMatchObject({ payoutsNeed: "MOLLIE_ORGANIZATION_TOKEN" });
    expect(live.payouts).toBeUndefined();
    expect(mollieGateway({ ...config, organizationToken: undefined }).payoutsNeed).toBeUndefined();
    expect(gateway.payoutsNeed).toBeUndefined();
  });

  it("is tested for what it must be allowed", async () => {
    await gateway.test();
    world.forbidden.add("refunds.read");
    await expect(gateway.test()).rejects.toThrow(/MOLLIE_ORGANIZATION_TOKEN lacks refunds\.read/);
    world.forbidden.clear();
  });

  it("that is not allowed, or none, is said; silence and a page that is not known are told apart", async () => {
    const wrong = mollieGateway({ ...config, organizationToken: "access_of_somebody_else" });
    await expect(wrong.payouts!({ ...lately(), page: null })).rejects.toThrow(
      /does not let MOLLIE_ORGANIZATION_TOKEN read .* settlements\.read/,
    );
    await expect(gateway.payouts!({ ...lately(), page: "stl_forgotten" })).rejects.toThrow(RefusedRequest);
    server.troubles.push(500, 500);
    const silence = await gateway.payouts!({ ...lately(), page: null }).catch((error: unknown) => error);
    expect(silence).toBeInstanceOf(Error);
    expect(silence).not.toBeInstanceOf(RefusedRequest);
  });
});

it.skipIf(!mollieDescription())("asks and is answered as Mollie's description says", () => {
  expect([...new Set(server.faults)]).toEqual([]);
});

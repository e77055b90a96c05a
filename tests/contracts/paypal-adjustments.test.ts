import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import { paypalGateway } from "#lib/payments/gateways/paypal/gateway.ts";
import { type PayPalServer, startPayPalServer } from "#tests/support/paypal-server.ts";
import { CARD, checkoutOf, succeeded } from "./gateway-contract.ts";
import { lately, wholeList } from "./gateway-lists-contract.ts";

let server: PayPalServer;
let gateway: Required<ReturnType<typeof paypalGateway>>;
beforeAll(async () => {
  server = await startPayPalServer();
  gateway = paypalGateway({ ...server.keys, apiBase: server.url }) as typeof gateway;
});
afterAll(() => server.close());

async function pay() {
  const request = checkoutOf();
  const { reference } = await gateway.startCheckout(request);
  server.world.approve(reference, CARD.ok);
  const { transactionId } = request;
  return { paid: succeeded(await gateway.lookUp({ kind: "CHARGE", transactionId, reference, settings: {} })) };
}

describe("after the payment", () => {
  it("tells a refund made at PayPal from ours, and one that failed later", async () => {
    const { paid } = await pay();
    const ours = { transactionId: newId(), paymentReference: paid.paymentReference!, amount: money(500n, "EUR"), reason: "Too slow" };
    const { reference } = succeeded(await gateway.refund(ours));
    expect(await gateway.readWebhook(server.webhook(reference!))).toMatchObject({ reference, transactionId: ours.transactionId });
    const theirs = server.world.refund(paid.paymentReference!, { amount: { currency_code: "EUR", value: "1.00" } });
    expect(await gateway.readWebhook(server.webhook(theirs.id))).toMatchObject({
      reference: paid.paymentReference,
      transactionId: undefined,
    });
    theirs.status = "FAILED";
    const { refunds } = await gateway.adjustments(paid.paymentReference!);
    expect(refunds).toMatchObject([
      { reference, transactionId: ours.transactionId, outcome: { status: "succeeded" } },
      { reference: theirs.id, amount: money(100n, "EUR"), outcome: { status: "declined", retry: "final" } },
    ]);
    expect(refunds[1].transactionId).toBeUndefined();
  });

  it("finds the refund of long ago, when PayPal has forgotten the key", async () => {
    const { paid } = await pay();
    const request = {
      transactionId: newId(Date.now() - 50 * 24 * 3_600_000),
      paymentReference: paid.paymentReference!,
      amount: money(500n, "EUR"),
    };
    const first = await gateway.refund(request);
    server.answers.clear();
    expect(await gateway.refund(request)).toEqual(first);
    expect([...server.world.refunds.values()].filter(({ custom_id }) => custom_id === `refund.${request.transactionId}`)).toHaveLength(1);
  });

  it("counts a dispute's money and fee, and follows its event to the payment", async () => {
    const { paid } = await pay();
    const dispute = server.world.dispute(paid.paymentReference!);
    const event = await gateway.readWebhook(server.webhook(dispute.dispute_id));
    expect(event).toMatchObject({ type: "CUSTOMER.DISPUTE.CREATED", reference: paid.paymentReference });
    const told = async (): Promise<unknown> => (await gateway.adjustments(paid.paymentReference!)).disputes;
    expect(await told()).toMatchObject([{ status: "open", taken: 1999n, fee: 1600n }]);
    dispute.dispute_life_cycle_stage = "INQUIRY";
    delete dispute.money_movements;
    expect(await told()).toMatchObject([{ status: "inquiry", taken: 0n, fee: 0n }]);
  });
});

it("lists each payment once, however many pages and months it takes", async () => {
  for (let number = 0; number < 101; number += 1) {
    const unit = { amount: { currency_code: "EUR", value: "1.00" }, custom_id: newId(), invoice_id: newId() };
    const { id } = server.world.createOrder({ intent: "CAPTURE", purchase_units: [unit] });
    server.world.approve(id, CARD.ok);
    server.world.capture(id);
  }
  const longAgo = new Date(Date.now() - 70 * 24 * 3_600_000);
  const { items, pages } = await wholeList((window) => gateway.listed(window), { from: longAgo, to: lately().to });
  const payments = items.filter(({ kind }) => kind === "payment").map(({ reference }) => reference);
  expect(pages).toBe(5);
  expect(new Set(payments).size).toBe(payments.length);
  expect(payments.length).toBe(server.world.captures.size);
});

it("lists each dispute that changed in the time, with its payment, however many pages it takes", async () => {
  const { paid } = await pay();
  const made = Array.from({ length: 23 }, () => server.world.dispute(paid.paymentReference!));
  const listed = async (window = lately()) =>
    (await wholeList((asked) => gateway.listed(asked), window)).items.filter(({ kind }) => kind === "dispute");
  const disputes = await listed();
  expect(disputes.map(({ reference }) => reference)).toEqual(expect.arrayContaining(made.map(({ dispute_id }) => dispute_id)));
  expect(new Set(disputes.map(({ reference }) => reference)).size).toBe(disputes.length);
  expect(disputes).toContainEqual(
    expect.objectContaining({
      reference: made[0].dispute_id,
      paymentReference: paid.paymentReference,
      amount: money(1_999n, "EUR"),
      text: "UNAUTHORISED",
    }),
  );
  const before = { from: new Date(Date.now() - 4 * 24 * 3_600_000), to: new Date(Date.now() - 3 * 24 * 3_600_000) };
  expect(await listed(before)).toEqual([]);
  Object.assign(made[7], { create_time: "2025-01-01T00:00:00Z", update_time: new Date(before.from.getTime() + 1_000).toISOString() });
  expect(await listed(before)).toMatchObject([{ reference: made[7].dispute_id, at: new Date("2025-01-01T00:00:00Z") }]);
  for (const { dispute_id } of made) server.world.disputes.delete(dispute_id);
});

it("asks for no dispute of longer ago than PayPal looks back", async () => {
  const ago = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
  await expect(gateway.listed({ from: ago(400), to: ago(399), page: "disputes?" })).resolves.toEqual({ items: [], next: null });
  await expect(gateway.listed({ from: ago(400), to: new Date(), page: "disputes?" })).resolves.toMatchObject({ next: null });
});

it("lists what it may read, and says what it may not", async () => {
  const { paid } = await pay();
  server.world.disputes.clear();
  const { dispute_id } = server.world.dispute(paid.paymentReference!);
  const read = async () => {
    const unread: unknown[] = [];
    const ask = async (window: Parameters<typeof gateway.listed>[0]) => {
      const page = await gateway.listed(window);
      unread.push(page.unread);
      return page;
    };
    return { items: (await wholeList(ask, lately())).items, unread: unread.filter(Boolean) };
  };
  server.world.off.add("/v1/reporting/");
  const disputes = await read();
  expect(disputes.items).toMatchObject([{ reference: dispute_id }]);
  expect(disputes.unread).toEqual([expect.stringContaining("Transaction search")]);
  server.world.off.add("/v1/customer/disputes");
  expect(await read()).toMatchObject({
    items: [],
    unread: [expect.stringContaining("Transaction search"), expect.stringContaining("Customer disputes")],
  });
  expect(await gateway.adjustments(paid.paymentReference!)).toEqual({ refunds: [], disputes: [] });
  server.world.off.clear();
  expect((await read()).unread).toEqual([]);
});

it("searches shorter times where PayPal has too many movements for one answer", async () => {
  const { paid } = await pay();
  const method = { reference: paid.method!.reference, customerReference: paid.method!.customerReference };
  const charge = { ...checkoutOf({ transactionId: newId(Date.now() - 20 * 3_600_000) }), method };
  const first = succeeded(await gateway.chargeSaved(charge));
  server.answers.clear();
  const all = [...server.world.captures.values()];
  for (const [hour, { capture }] of all.entries()) capture.create_time = new Date(Date.now() - (hour + 1) * 600_000).toISOString();
  server.world.searchedAtMost = 10;
  const { items } = await wholeList((window) => gateway.listed(window), { from: new Date(Date.now() - 48 * 3_600_000), to: lately().to });
  const payments = items.filter(({ kind }) => kind === "payment").map(({ reference }) => reference);
  expect(new Set(payments)).toEqual(new Set(all.map(({ capture }) => capture.id)));
  expect(await gateway.chargeSaved(charge)).toMatchObject({ status: "succeeded", paymentReference: first.paymentReference });
  server.world.searchedAtMost = 10_000;
});

it("says what became of a payment that was made at PayPal, for whoever links it, but captures none that was not opened here", async () => {
  const unit = { amount: { currency_code: "EUR", value: "7.00" }, invoice_id: newId() };
  const { id } = server.world.createOrder({ intent: "CAPTURE", purchase_units: [unit] });
  const look = (reference: string) => gateway.lookUp({ kind: "CHARGE", transactionId: newId(), reference, settings: {} });
  server.world.approve(id, CARD.ok);
  expect(await look(id)).toMatchObject({ status: "unknown" });
  const capture = server.world.capture(id).purchase_units[0].payments.captures[0];
  expect(await look(capture.id)).toMatchObject({
    status: "succeeded",
    paymentReference: capture.id,
    amount: { minor: 700n, currency: "EUR" },
  });
});

it("answers no more than PayPal does, and sends nothing that it does not know", () => {
  expect([...new Set(server.faults)]).toEqual([]);
});

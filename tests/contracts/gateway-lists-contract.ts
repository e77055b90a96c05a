import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Money } from "#lib/kernel/money.ts";
import type { ListedItem, ListedPayout, ListPage, ListWindow } from "#lib/payments/gateway-lists.ts";
import { CARD, checkoutOf, type GatewayBench, succeeded } from "./gateway-contract.ts";

type Options = {
  /** How many payments are more than one page of the vendor's list. */
  morePages?: number;
};

/** Every page of a list, asked for as the house does. */
export async function wholeList<Item>(
  ask: (window: ListWindow) => Promise<ListPage<Item>>,
  window: { from: Date; to: Date },
): Promise<{ items: Item[]; pages: number }> {
  const items: Item[] = [];
  let page: string | null = null;
  let pages = 0;
  do {
    const answer: ListPage<Item> = await ask({ ...window, page });
    items.push(...answer.items);
    page = answer.next;
    pages += 1;
  } while (page !== null && pages < 100);
  return { items, pages };
}

/** Around now, in whole seconds. */
export const lately = () => ({
  from: new Date(Math.floor(Date.now() / 1000 - 60) * 1000),
  to: new Date(Math.ceil(Date.now() / 1000 + 60) * 1000),
});

/** For a gateway with `listed`: what it lists must be what `lookUp` and `adjustments` say. */
export function listedContract(name: string, open: () => Promise<GatewayBench>, { morePages = 0 }: Options = {}): void {
  describe(`${name} lists what was made`, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close?.());

    async function pay(card = CARD.ok) {
      const request = checkoutOf({ settings: bench.settings ?? {} });
      const { reference } = await bench.gateway.startCheckout(request);
      await bench.pay(reference, card);
      const look = (named = reference) =>
        bench.gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference: named, settings: bench.settings ?? {} });
      return { request, reference, look };
    }
    const list = (window = lately()) => wholeList((asked) => bench.gateway.listed!(asked), window);
    const ofPayment = (items: ListedItem[], reference: string) => items.filter(({ paymentReference }) => paymentReference === reference);

    it("a payment with our transaction, its amount, and a reference that can be looked up", async () => {
      const { request, look } = await pay();
      const { paymentReference } = succeeded(await look());
      const [item, ...others] = ofPayment((await list()).items, paymentReference!);
      expect(others).toEqual([]);
      expect(item).toMatchObject({
        kind: "payment",
        status: "succeeded",
        amount: request.amount,
        transactionId: request.transactionId,
        at: expect.any(Date),
      });
      expect(await look(item.reference)).toMatchObject({ status: "succeeded", amount: request.amount, paymentReference });
    });

    it("a refund, or that the payment was adjusted", async () => {
      const { request, look } = await pay();
      const { paymentReference } = succeeded(await look());
      await bench.gateway.refund({ transactionId: request.transactionId, paymentReference: paymentReference!, amount: request.amount });
      const items = ofPayment((await list()).items, paymentReference!);
      const told = items.some((item) => (item.kind === "refund" ? item.amount.minor === request.amount.minor : item.adjusted));
      expect(told).toBe(true);
      for (const { kind, reference } of items.filter((item) => item.kind === "refund"))
        expect(
          (await bench.gateway.adjustments!(paymentReference!)).refunds.map((refund) => refund.reference),
          kind,
        ).toContain(reference);
    });

    it("nothing as paid that is not", async () => {
      const { request } = await pay(CARD.insufficientFunds);
      const items = (await list()).items.filter(({ transactionId }) => transactionId === request.transactionId);
      expect(items.filter(({ status }) => status === "succeeded")).toEqual([]);
    });

    it("nothing of another time", async () => {
      await pay();
      expect((await list({ from: new Date("2025-01-01T00:00:00Z"), to: new Date("2025-01-02T00:00:00Z") })).items).toEqual([]);
    });

    it.skipIf(morePages === 0)("each once, however many pages it takes", async () => {
      for (let paid = 0; paid < morePages; paid += 1) await pay();
      const { items, pages } = await list();
      const payments = items.filter(({ kind }) => kind === "payment").map(({ reference }) => reference);
      expect(pages).toBeGreaterThan(1);
      expect(payments.length).toBeGreaterThanOrEqual(morePages);
      expect(new Set(payments).size).toBe(payments.length);
    });
  });
}

type PayOut = {
  /** Sends all that is there to the bank. */
  payOut: (paid: Money) => Promise<void> | void;
  /** Whether its payouts say what they are made of. */
  itemised?: boolean;
};

/** For a gateway with `payouts`: what a payout is made of must come to its total, and name what `lookUp` and `refund` have named. */
export function payoutsContract(name: string, open: () => Promise<GatewayBench>, { payOut, itemised = true }: PayOut): void {
  describe(`${name} tells what it sent to the bank`, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close?.());

    const list = (window = lately()) => wholeList((asked) => bench.gateway.payouts!(asked), window);
    const linesOf = async ({ reference }: ListedPayout) =>
      (await wholeList(({ page }) => bench.gateway.payoutLines!({ reference, page }), lately())).items;

    it("each payment and refund by its reference, each line's net, and all of them together", async () => {
      const request = checkoutOf({ settings: bench.settings ?? {} });
      const { transactionId, amount } = request;
      const settings = bench.settings ?? {};
      const { reference } = await bench.gateway.startCheckout(request);
      await bench.pay(reference, CARD.ok);
      const paid = succeeded(await bench.gateway.lookUp({ kind: "CHARGE", transactionId, reference, settings }));
      const paymentReference = paid.paymentReference!;
      const back = { ...amount, minor: amount.minor / 4n };
      const given = await bench.gateway.refund({ transactionId, paymentReference, amount: back });
      await payOut(amount);
      const [payout] = (await list()).items;
      expect(payout).toMatchObject({ status: "paid", lines: itemised ? "ready" : "never", at: expect.any(Date) });
      expect(payout.total.minor).toBeGreaterThan(0n);
      expect(Boolean(bench.gateway.payoutLines)).toBe(itemised);
      if (!itemised) return;
      const lines = await linesOf(payout);
      expect(lines).toContainEqual(
        expect.objectContaining({ kind: "payment", paymentReference, gross: amount.minor, fee: paid.fee ?? 0n }),
      );
      const refundReference = "reference" in given ? given.reference : undefined;
      expect(lines).toContainEqual(expect.objectContaining({ kind: "refund", paymentReference, refundReference, gross: -back.minor }));
      for (const { gross, fee, net } of lines) expect(gross - fee).toBe(net);
      expect(lines.reduce((sum, { net }) => sum + net, 0n)).toBe(payout.total.minor);
      expect(new Set(lines.map((line) => line.reference)).size).toBe(lines.length);
    });

    it("nothing of another time", async () => {
      expect((await list({ from: new Date("2025-01-01T00:00:00Z"), to: new Date("2025-01-02T00:00:00Z") })).items).toEqual([]);
    });
  });
}

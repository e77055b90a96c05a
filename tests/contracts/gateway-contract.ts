import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { type Money, money } from "#lib/kernel/money.ts";
import type { SettingValues } from "#lib/kernel/setting-fields.ts";
import type {
  ChargeRequest,
  CheckoutRequest,
  GatewayReference,
  PaymentGateway,
  PaymentOutcome,
  RawWebhook,
  Succeeded,
} from "#lib/payments/gateway.ts";
import { type Capabilities, METHOD_UNKNOWN, type SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import { webhookContract } from "./webhook-contract.ts";

/** A gateway and the vendor's side of it: what a viewer, a bank or time does there. */
export type GatewayBench = {
  gateway: PaymentGateway;
  /** What an operator has set for it. */
  settings?: SettingValues;
  /** The viewer pays on the hosted page; a card that asks for a confirmation is confirmed. */
  pay(reference: string, card: string): Promise<unknown>;
  /** The viewer answers the bank about a charge that needed an action. */
  confirm(reference: string, approve: boolean): Promise<unknown>;
  /** Payments that are on their way arrive. */
  settle(): void;
  /** The hosted page's time runs out. */
  expire(reference: string): void;
  /** A genuine event about a paid checkout. */
  webhook(reference: string): RawWebhook;
  close?(): Promise<void>;
};

/** What the author knows of the vendor's test mode. */
export type Expected = {
  can: Capabilities;
  /** Its webhooks carry no signature: the vendor is asked whether it knows what they name. */
  unsignedWebhooks?: true;
  /** They carry none, but come to an address of the payment's own, which proves that it was given to the vendor. */
  signedAddress?: true;
  /** Its money is recorded by people: nobody can pay at it. */
  byHand?: true;
  /** How long after it was signed a webhook may still come, in milliseconds; ten minutes, but where the vendor sends again what it signed once. */
  webhooksLast?: number;
  /** What a payment of 19.99 EUR with `cards.ok` is to say, as far as the vendor tells. */
  paid: { fee?: bigint; method?: Partial<SavedMethod> };
  /** Moved to the unit, there and back: currencies without decimals, with three, and the largest. */
  amounts: Money[];
  /** Test cards by what they do; without one its tests are left out. The last two are good at first. */
  cards: { ok: string } & Partial<Record<"insufficientFunds" | "needsAction" | "pending" | "laterDeclines" | "laterNeedsAction", string>>;
};

/** Of Stripe, and of the sandbox, which took them over. */
export const CARD = {
  ok: "4242424242424242",
  insufficientFunds: "4000000000009995",
  needsAction: "4000002760003184",
  pending: "4000000000000077",
  laterDeclines: "4000000000000341",
  laterNeedsAction: "4000002500003155",
};

export function checkoutOf(over: Partial<CheckoutRequest> = {}): CheckoutRequest {
  return {
    transactionId: newId(),
    number: Math.ceil(Math.random() * 1_000_000),
    mode: "payment",
    amount: money(1999n, "EUR"),
    description: "Premium, monthly",
    payer: { id: newId(), email: "viewer@example.com", name: "Vera Viewer" },
    saveMethod: true,
    locale: "en",
    returnUrl: "https://tv.example/checkout/return?order=1",
    cancelUrl: "https://tv.example/checkout/return?order=1&canceled=1",
    webhookUrl: "https://tv.example/api/webhooks/payments/any",
    settings: {},
    expiresAt: new Date(Date.now() + 2 * 3_600_000),
    ...over,
  };
}

export function chargeOf({ reference, customerReference }: SavedMethod, over: Partial<ChargeRequest> = {}): ChargeRequest {
  const { transactionId, amount, description, payer, returnUrl, webhookUrl, settings } = checkoutOf();
  return { transactionId, amount, description, payer, returnUrl, webhookUrl, settings, method: { reference, customerReference }, ...over };
}

export function succeeded(outcome: PaymentOutcome): Succeeded {
  expect(outcome).toMatchObject({ status: "succeeded" });
  return outcome as Succeeded;
}

/** What every gateway must do that can what it says. An author of a new one runs this against the vendor's test mode or a stand-in. */
export function gatewayContract(
  name: string,
  open: () => Promise<GatewayBench>,
  { can, byHand, paid: known, amounts, cards, ...webhooks }: Expected,
): void {
  describe(`${name} keeps the gateway contract`, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close?.());
    afterEach(() => void vi.useRealTimers());

    const set = () => ({ settings: bench.settings ?? {} });
    const checkout = (over?: Partial<CheckoutRequest>) => checkoutOf({ ...set(), ...over });
    const charge = (method: SavedMethod, over?: Partial<ChargeRequest>) => chargeOf(method, { ...set(), ...over });
    const look = (request: { transactionId: string }, reference: string, kind: GatewayReference["kind"] = "CHARGE") =>
      bench.gateway.lookUp({ kind, transactionId: request.transactionId, reference, madeAt: new Date(), ...set() });
    const pay = async (card: string, over?: Partial<CheckoutRequest>) => {
      const request = checkout(over);
      const { reference } = await bench.gateway.startCheckout(request);
      await bench.pay(reference, card);
      return { request, reference, outcome: await look(request, reference, request.mode === "setup" ? "SETUP" : "CHARGE") };
    };
    const save = async (card: string) => succeeded((await pay(card)).outcome).method!;

    it("can what its author says", () => expect(bench.gateway.can).toEqual(can));

    it("proves that its keys work", async () => {
      await expect(bench.gateway.test()).resolves.toBeUndefined();
    });

    it("opens one page however often it is asked, and waits for the viewer", async () => {
      const request = checkout();
      const first = await bench.gateway.startCheckout(request);
      expect(await bench.gateway.startCheckout(request)).toEqual(first);
      expect(first.url).toMatch(/^https?:\/\//);
      const waiting = await look(request, first.reference);
      expect(waiting).toMatchObject({ status: "needs_action" });
      const step = { label: expect.any(String), value: expect.stringMatching(/./) };
      if (first.url === request.returnUrl) expect(waiting).toMatchObject({ instructions: expect.arrayContaining([step]) });
    });

    it.skipIf(byHand)("says what was paid, with which card, and what it cost", async () => {
      const { request, reference, outcome } = await pay(cards.ok);
      const paid = succeeded(outcome);
      expect(paid).toMatchObject({ ...known, amount: request.amount });
      expect(paid.paymentReference).toEqual(expect.any(String));
      expect(await look(request, reference)).toEqual(paid);
      await bench.pay(reference, cards.insufficientFunds ?? cards.ok);
      expect(await look(request, reference)).toEqual(paid);
    });

    it.runIf(can.offSession)("saves a method without taking money", async () => {
      const { outcome } = await pay(cards.ok, { mode: "setup", amount: money(0n, "EUR") });
      const { method, amount } = succeeded(outcome);
      expect(amount).toBeUndefined();
      expect(await bench.gateway.chargeSaved(charge(method!))).toMatchObject({ status: "succeeded" });
    });

    it.each(amounts)("moves $minor $currency to the unit, there and back", async (amount) => {
      let paid = succeeded((await pay(cards.ok, { amount })).outcome);
      expect(paid.amount).toEqual(amount);
      if (can.offSession) paid = succeeded(await bench.gateway.chargeSaved(charge(paid.method!, { amount })));
      expect(paid.amount).toEqual(amount);
      if (can.refunds === "none") return;
      const refund = await bench.gateway.refund({ transactionId: newId(), paymentReference: paid.paymentReference!, amount });
      expect(succeeded(refund).amount).toEqual(amount);
    });

    it.runIf(cards.insufficientFunds)("takes no money from a card that is declined", async () => {
      const { outcome } = await pay(cards.insufficientFunds!);
      expect(["declined", "needs_action"]).toContain(outcome.status);
    });

    it.runIf(cards.needsAction)("takes a card that the viewer confirms", async () => {
      succeeded((await pay(cards.needsAction!)).outcome);
    });

    it.runIf(cards.pending)("says pending while the money is on its way", async () => {
      const { request, reference, outcome } = await pay(cards.pending!);
      expect(outcome.status).toBe("pending");
      bench.settle();
      succeeded(await look(request, reference));
    });

    it("gives an unused page up when its time is over", async () => {
      const request = checkout();
      const { reference } = await bench.gateway.startCheckout(request);
      bench.expire(reference);
      expect(await look(request, reference)).toMatchObject({ status: "canceled" });
    });

    it.runIf(can.offSession)("charges a saved method once, however often and at once it is asked", async () => {
      const request = charge(await save(cards.ok));
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => bench.gateway.chargeSaved(request)));
      const first = succeeded(outcomes[0]);
      expect(first).toMatchObject({ ...known, amount: request.amount });
      for (const outcome of outcomes) expect(outcome).toEqual(first);
      expect(await look(request, first.reference!)).toEqual(first);
      expect(succeeded(await bench.gateway.chargeSaved(charge(first.method!))).paymentReference).not.toBe(first.paymentReference);
    });

    it.runIf(can.offSession && cards.laterDeclines)("tells a decline that may be tried again", async () => {
      const request = charge(await save(cards.laterDeclines!));
      const outcome = await bench.gateway.chargeSaved(request);
      expect(outcome).toMatchObject({ status: "declined", retry: "retry", code: expect.any(String), reason: expect.any(String) });
      expect(await bench.gateway.chargeSaved(request)).toEqual(outcome);
      expect(await look(request, (outcome as { reference: string }).reference)).toEqual(outcome);
    });

    it("knows no method of another account, which is no final decline but where none can be saved", async () => {
      const outcome = await bench.gateway.chargeSaved(charge({ reference: "pm_gone", customerReference: "cus_gone", kind: "card" }));
      const [retry, code] = can.offSession ? ["retry", METHOD_UNKNOWN] : ["final", expect.any(String)];
      expect(outcome).toMatchObject({ status: "declined", retry, code });
    });

    it.runIf(can.offSession && cards.laterNeedsAction).each([true, false])(
      "sends the viewer to the bank for a later charge, who says yes: %s",
      async (approve) => {
        const request = charge(await save(cards.laterNeedsAction!));
        const outcome = await bench.gateway.chargeSaved(request);
        expect(outcome).toMatchObject({ status: "needs_action", url: expect.stringMatching(/^https?:/), reference: expect.any(String) });
        const { reference } = outcome as { reference: string };
        expect((await look(request, reference)).status).toBe("needs_action");
        await bench.confirm(reference, approve);
        expect((await look(request, reference)).status).toBe(approve ? "succeeded" : "declined");
      },
    );

    it.runIf(can.refunds !== "none")("gives money back once, and never more than was paid", async () => {
      const { paymentReference, amount } = succeeded((await pay(cards.ok)).outcome);
      const back = can.refunds === "partial" ? money(500n, "EUR") : amount!;
      const part = { transactionId: newId(), paymentReference: paymentReference!, amount: back, reason: "Too slow" };
      const refunded = succeeded(await bench.gateway.refund(part));
      expect(refunded.amount).toEqual(part.amount);
      expect(await bench.gateway.refund(part)).toEqual(refunded);
      expect(succeeded(await look(part, refunded.reference!, "REFUND")).amount).toEqual(part.amount);
      const tooMuch = await bench.gateway.refund({ ...part, transactionId: newId(), amount: money(5_000n, "EUR") });
      expect(tooMuch).toMatchObject({ status: "declined" });
    });

    it.runIf(can.refunds === "none" && !byHand)("declines to give money back", async () => {
      const { paymentReference, amount } = succeeded((await pay(cards.ok)).outcome);
      const refund = await bench.gateway.refund({ transactionId: newId(), paymentReference: paymentReference!, amount: amount! });
      expect(refund).toMatchObject({ status: "declined", retry: "final" });
    });

    it("does not know a reference that is not its own, and says so without throwing", async () => {
      for (const reference of ["cs_test_gone", "pi_gone", "seti_gone", "re_gone", "sbx_co_forged", ""]) {
        expect(await look({ transactionId: newId() }, reference)).toMatchObject({ status: "unknown" });
      }
    });

    describe.runIf(can.webhooks)("webhooks", () => webhookContract({ bench: () => bench, pay, cards, ...webhooks }));
  });
}

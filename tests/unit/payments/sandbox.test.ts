import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import { TEST_CARDS, testCard } from "#lib/payments/gateways/sandbox/cards.ts";
import { completeSandboxCheckout, confirmSandboxPayment, NotATestCard } from "#lib/payments/gateways/sandbox/checkout.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { checkoutReference, pageToken, readCheckout, readPage, readPayable } from "#lib/payments/gateways/sandbox/references.ts";
import { currency, holds, minor } from "#tests/support/property.ts";

const START = new Date("2026-01-31T10:00:00Z");
beforeEach(() => stopClockAt(START));
afterEach(() => runClock());

function later(seconds: number): void {
  stopClockAt(new Date(START.getTime() + seconds * 1000));
}

const amount = money(1999n, "EUR");
async function open(mode: "payment" | "setup" = "payment") {
  const transactionId = newId();
  const { reference, url } = await sandboxGateway.startCheckout({
    transactionId,
    mode,
    amount,
    description: "Premium",
    payer: { id: "1", email: "a@b.example", name: "A" },
    saveMethod: true,
    locale: "en",
    number: 1,
    returnUrl: "https://tv.example/return",
    cancelUrl: "https://tv.example/cancel",
    webhookUrl: "https://tv.example/webhook",
    settings: {},
    expiresAt: new Date(START.getTime() + 3_600_000),
  });
  const look = () => sandboxGateway.lookUp({ kind: "CHARGE", transactionId, reference, settings: {} });
  return { transactionId, reference, url, look };
}

async function charge(method: string, transactionId = newId()) {
  const request = {
    transactionId,
    amount,
    description: "Premium",
    payer: { id: "1", email: "", name: "" },
    method: { reference: method },
    returnUrl: "https://tv.example",
    webhookUrl: "https://tv.example/webhook",
    settings: {},
  };
  return sandboxGateway.chargeSaved(request);
}

async function methodOf(card: string): Promise<string> {
  const outcome = await completeSandboxCheckout((await open("setup")).reference, card);
  return outcome.status === "succeeded" ? outcome.method!.reference : "";
}

describe("the sandbox's references", () => {
  it("say what they are for, and only what was signed", () =>
    holds(
      fc.property(minor, currency, fc.boolean(), fc.nat(), (size, code, saveMethod, seconds) => {
        const checkout = {
          transactionId: newId(),
          mode: "payment" as const,
          amount: money(size, code),
          saveMethod,
          expiresAt: new Date(seconds * 1000),
        };
        const reference = checkoutReference(checkout);
        expect(readCheckout(reference)).toEqual(checkout);
        expect(readPayable(reference.replace(`_${size}_`, `_${size + 1n}_`))).toBeNull();
      }),
    ));

  it("bind a page's links to one payment", () => {
    const page = { description: "Ünlimited_1", returnUrl: "https://tv.example/a_b?c=~d", cancelUrl: "https://tv.example/-_." };
    const checkout = { transactionId: newId(), mode: "payment" as const, amount, saveMethod: true, expiresAt: START };
    const [mine, other] = [checkoutReference(checkout), checkoutReference({ ...checkout, transactionId: newId() })];
    expect(readPage(mine, pageToken(mine, page))).toEqual(page);
    expect(readPage(other, pageToken(mine, page))).toBeNull();
    expect(readPage(mine, "sbx_pg_x")).toBeNull();
  });

  it("know a refund from a payment", async () => {
    const { reference } = await open();
    const paid = await completeSandboxCheckout(reference);
    const wrong = await sandboxGateway.refund({ transactionId: newId(), paymentReference: reference, amount });
    expect(wrong).toMatchObject({ status: "declined", code: "payment_unknown" });
    const paymentReference = paid.status === "succeeded" ? paid.paymentReference! : "";
    const other = await sandboxGateway.refund({ transactionId: newId(), paymentReference, amount: money(1n, "USD") });
    expect(other).toMatchObject({ status: "declined" });
  });
});

describe("the sandbox's cards", () => {
  it("are found with or without spaces, and no other number is taken", async () => {
    expect(testCard("4242 4242-4242 4242")?.id).toBe("ok");
    expect(new Set(TEST_CARDS.map(({ number }) => number.slice(-4))).size).toBe(TEST_CARDS.length);
    const { reference, look } = await open();
    await expect(completeSandboxCheckout(reference, "4111111111111111")).rejects.toThrow(NotATestCard);
    expect(await look()).toEqual({ status: "needs_action" });
  });

  it.each([
    ["4000000000009995", "retry", "insufficient_funds"],
    ["4000000000009987", "final", "lost_card"],
  ])("%s is declined: %s", async (card, retry, code) => {
    const { reference, look } = await open();
    expect(await completeSandboxCheckout(reference, card)).toMatchObject({ status: "declined", retry, code });
    expect(await look()).toMatchObject({ status: "declined", retry, code });
  });

  it("4000002760003184 waits for the bank's page; a no is a decline that may be repeated", async () => {
    const { reference, look } = await open();
    expect(await completeSandboxCheckout(reference, "4000002760003184")).toMatchObject({ status: "needs_action" });
    expect(await confirmSandboxPayment(reference, false)).toMatchObject({ status: "declined", retry: "retry" });
    expect(await confirmSandboxPayment(reference, true)).toEqual(await look());
  });

  it.each([
    ["4000000000000077", "pending"],
    ["4000000000006975", "unknown"],
  ])("%s is %s for 30 seconds, at the checkout and later", async (card, status) => {
    const { reference, look } = await open();
    expect(await completeSandboxCheckout(reference, card)).toMatchObject({ status });
    later(29);
    expect(await look()).toMatchObject({ status });
    later(30);
    const paid = await look();
    expect(paid).toMatchObject({ status: "succeeded", amount });
    const method = paid.status === "succeeded" ? paid.method!.reference : "";
    const transactionId = newId();
    expect(await charge(method, transactionId)).toMatchObject({ status });
    later(60);
    expect(await charge(method, transactionId)).toMatchObject({ status: "succeeded", amount });
  });

  it("5105105105105100 declines two renewals, then pays; asking again about one changes nothing", async () => {
    const method = await methodOf("5105105105105100");
    const [first, second, third] = [newId(), newId(), newId()];
    for (const transactionId of [first, first, second, first]) {
      expect(await charge(method, transactionId)).toMatchObject({ status: "declined", retry: "retry" });
    }
    expect(await charge(method, third)).toMatchObject({ status: "succeeded" });
    expect(await charge(method, second)).toMatchObject({ status: "declined" });
  });

  it("holds the first of many answers given at once", async () => {
    const { reference } = await open();
    const cards = TEST_CARDS.filter(({ atCheckout }) => atCheckout.does !== "ask");
    const outcomes = await Promise.all(cards.map(({ number }) => completeSandboxCheckout(reference, number)));
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
  });
});

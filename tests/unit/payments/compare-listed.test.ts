import { describe, expect, it } from "vitest";
import { money } from "#lib/kernel/money.ts";
import { compareListed, type Known, type KnownTransaction } from "#lib/payments/compare-listed.ts";
import type { ListedItem } from "#lib/payments/gateway-lists.ts";

const payment: ListedItem = {
  kind: "payment",
  reference: "page",
  paymentReference: "pay",
  status: "succeeded",
  amount: money(1000n, "EUR"),
  at: new Date("2026-05-01T12:00:00Z"),
};
const refund: ListedItem = { ...payment, kind: "refund", reference: "back", amount: money(300n, "EUR") };
const dispute: ListedItem = { ...payment, kind: "dispute", reference: "disputed", status: "waiting" };

const charge: KnownTransaction = {
  id: "ours",
  kind: "CHARGE",
  status: "SUCCEEDED",
  currency: "EUR",
  amount: 1000n,
  gatewayReference: "page",
  paymentReference: "pay",
  returnedAt: null,
  refundOfId: null,
};
const given: KnownTransaction = { ...charge, id: "given", kind: "REFUND", amount: 300n, gatewayReference: "back", paymentReference: null };
const knowing = (...transactions: KnownTransaction[]): Known => ({ transactions, disputes: [] });
const setup: KnownTransaction = { ...charge, kind: "SETUP", amount: 0n };
const open: KnownTransaction = { ...charge, status: "UNKNOWN", paymentReference: null };

describe("a payment in a gateway's list", () => {
  it.each([
    ["is known as it is", payment, knowing(charge), { is: "same", transaction: charge }],
    ["is not known here", payment, knowing(), { is: "differs", kind: "PAYMENT_UNKNOWN" }],
    ["is not known, and not paid", { ...payment, status: "waiting" }, knowing(), { is: "same" }],
    ["is paid there, and not settled here", payment, knowing(open), { is: "look", id: "ours", reference: "page" }],
    ["is paid there, and declined here", payment, knowing({ ...open, status: "DECLINED" }), { is: "look", id: "ours", reference: "page" }],
    ["failed there, and is not settled here", { ...payment, status: "none" }, knowing(open), { is: "look", id: "ours", reference: "page" }],
    ["waits on both sides", { ...payment, status: "waiting" }, knowing(open), { is: "same", transaction: open }],
    ["of nothing saved a method", { ...payment, amount: money(0n, "EUR") }, knowing(setup), { is: "same", transaction: setup }],
    ["is paid here alone", { ...payment, status: "none" }, knowing(charge), { is: "differs", kind: "NOT_PAID_THERE", transaction: charge }],
    [
      "is of another amount",
      { ...payment, amount: money(999n, "EUR") },
      knowing(charge),
      { is: "differs", kind: "OTHER_AMOUNT", transaction: charge },
    ],
    ["was adjusted", { ...payment, adjusted: true }, knowing(charge), { is: "look", id: "ours", reference: "page" }],
  ] as [string, ListedItem, Known, object][])("that %s", (_, item, known, expected) => {
    expect(compareListed(item, known)).toEqual(expected);
  });

  it("is ours by our id while we know of none, and another one afterwards: metadata may be copied", () => {
    const answerLost = { ...open, gatewayReference: null };
    const item = { ...payment, transactionId: "ours" };
    expect(compareListed(item, knowing(answerLost))).toEqual({ is: "look", id: "ours", reference: "page" });
    const second = { ...item, reference: "page2", paymentReference: "pay2" };
    expect(compareListed(second, knowing(charge))).toEqual({ is: "differs", kind: "PAYMENT_UNKNOWN" });
  });
});

describe("a refund in a gateway's list", () => {
  it.each([
    ["is known", refund, knowing(charge, given), { is: "same", transaction: given }],
    [
      "is known with another amount",
      { ...refund, amount: { ...refund.amount, minor: refund.amount.minor + 1n } },
      knowing(charge, given),
      { is: "differs", kind: "OTHER_AMOUNT", transaction: given },
    ],
    ["was made in its console", refund, knowing(charge), { is: "look", id: "ours", reference: "pay" }],
    ["is of an unknown payment", refund, knowing(), { is: "differs", kind: "REFUND_UNKNOWN" }],
    ["went through meanwhile", refund, knowing(charge, { ...given, status: "UNKNOWN" }), { is: "look", id: "given", reference: "back" }],
    ["came back", { ...refund, status: "none" }, knowing(charge, given), { is: "look", id: "given", reference: "back" }],
    ["came back, as we know", { ...refund, status: "none" }, knowing(charge, { ...given, returnedAt: new Date() }), { is: "same" }],
    ["failed, and is not ours", { ...refund, status: "none" }, knowing(), { is: "same" }],
  ] as [string, ListedItem, Known, object][])("that %s", (_, item, known, expected) => {
    expect(compareListed(item, known)).toEqual(expected);
  });
});

describe("a dispute in a gateway's list", () => {
  const withDispute = (status: "OPEN" | "LOST"): Known => ({ transactions: [charge], disputes: [{ reference: "disputed", status }] });
  it.each([
    ["is not known", dispute, knowing(charge), { is: "look", id: "ours", reference: "pay" }],
    ["is not decided", dispute, withDispute("OPEN"), { is: "look", id: "ours", reference: "pay" }],
    ["is decided", { ...dispute, status: "succeeded" }, withDispute("LOST"), { is: "same" }],
    ["is of an unknown payment", dispute, knowing(), { is: "differs", kind: "DISPUTE_UNKNOWN" }],
  ] as [string, ListedItem, Known, object][])("that %s", (_, item, known, expected) => {
    expect(compareListed(item, known)).toEqual(expected);
  });
});

import { vi } from "vitest";
import { pausePlan } from "#lib/billing/changing/pause-plan.ts";
import { giveCredit } from "#lib/billing/settling/give-credit.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { makeVouchers } from "#lib/wallet/make-vouchers.ts";
import type { Currency } from "./purse.ts";
import type { Offer } from "./shelf.ts";
import { priceIdOf } from "./shelves.ts";

export const FINANCE = { kind: "OPERATOR", name: "Finance" } as const;

/** What an operator does in the product. */

/** No limit of the viewers' holds. */
export function pause(subscriptionId: string, when: "now" | "period_end", until: string | null): Promise<boolean> {
  return allowed(() => pausePlan({ subscriptionId, when, until, reason: "" }, FINANCE));
}

/** `which`: of the payments of the subscription that brought money, the oldest first. */
export function refund(subscriptionId: string, which: number, amount: bigint, to: "method" | "balance"): Promise<boolean> {
  return allowed(async () => {
    const payments = await db.transaction.findMany({
      where: { subscriptionId, kind: "CHARGE", status: "SUCCEEDED", amount: { gt: 0 } },
      orderBy: [{ settledAt: "asc" }, { number: "asc" }],
    });
    await refundPayment({ transactionId: payments[which].id, amount, reason: "goodwill", to }, FINANCE);
  });
}

export function refundTopUp(transactionId: string, amount: bigint): Promise<boolean> {
  return allowed(() => refundPayment({ transactionId, amount, reason: "goodwill" }, FINANCE));
}

export function giveCreditTo(customerId: string, currency: Currency, amount: bigint): Promise<boolean> {
  const [way, size] = amount < 0n ? (["take", -amount] as const) : (["give", amount] as const);
  return allowed(() => giveCredit({ customerId, way, currency, amount: size, reason: "goodwill" }, FINANCE));
}

/** Returns its code. */
export async function printVoucher(currency: Currency, amount: bigint, offer: Offer | null): Promise<string> {
  const voucher = { name: "Kiosk", count: 1, priceId: offer ? priceIdOf(offer) : undefined, currency, amount, lastDay: null };
  const batchId = await makeVouchers(voucher, FINANCE);
  const { sealed } = await db.voucher.findFirstOrThrow({ where: { batchId } });
  return unseal(sealed);
}

/** What is asked of the gateway is done, and no answer comes. */
export async function whileSilent(act: () => Promise<void>): Promise<void> {
  const { chargeSaved, lookUp, refund } = sandboxGateway;
  const unheard = async (done: Promise<unknown>) => done.then(() => Promise.reject(new Error("no answer")));
  const lines = [
    vi.spyOn(sandboxGateway, "chargeSaved").mockImplementation((request) => unheard(chargeSaved(request))),
    vi.spyOn(sandboxGateway, "lookUp").mockImplementation((reference) => unheard(lookUp(reference))),
    vi.spyOn(sandboxGateway, "refund").mockImplementation((request) => unheard(refund(request))),
  ];
  await act().finally(() => {
    for (const line of lines) line.mockRestore();
  });
}

export function refused(error: unknown): null {
  if (error instanceof DomainError) return null;
  throw error;
}

/** Whether it was not refused. */
export function allowed(act: () => Promise<unknown>): Promise<boolean> {
  return act().then(
    () => true,
    (error: unknown) => refused(error) !== null,
  );
}

import { redeemVoucher } from "#lib/billing/buying/redeem-voucher.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { firstId } from "#lib/kernel/ids.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { rollUpFinance } from "#lib/reports/rollups/roll-up-finance.ts";
import { rollUpLedger } from "#lib/reports/rollups/roll-up-ledger.ts";
import { makeVouchers, makeVouchersInput } from "#lib/wallet/make-vouchers.ts";
import { aPlan, aTaxRate, aViewer, buy, CARDS, collectWithin, liveIn } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";
import { buys, offer, payIn } from "#tests/support/top-ups.ts";

export const operator = { kind: "OPERATOR", name: "Fatima Finance" } as const;
export const ZONE = "Europe/Berlin";
export const FROM = Temporal.PlainYearMonth.from("2026-03");
/** An hour from now, so that all that was posted may be added up. */
export const SOON = firstId(Date.now() + 3_600_000);

const chargeOf = (subscriptionId: string) =>
  db.transaction.findFirstOrThrow({ where: { subscriptionId, kind: "CHARGE", status: "SUCCEEDED" } });

/** Half a year of a shop in Berlin: sales at home and abroad, in the last hour of a month, a refund, a top-up, vouchers, what is paid late and never. */
export async function halfAYear(): Promise<void> {
  await liveIn(ZONE);
  await collectWithin(40, [3]);
  await aTaxRate({ country: "FR", ratePpm: 200_000 });
  await offer();
  stopClockAt(new Date("2026-03-10T12:00:00Z"));
  const { price } = await aPlan({ amount: 1190n });
  const german = await buy(await aViewer(), price);
  await buy(await aViewer({ country: "FR" }), price, { card: CARDS.french });
  await buy(await aViewer(), price, { card: CARDS.laterDeclines });
  const late = await buy(await aViewer(), price, { card: CARDS.laterDeclines });
  const saver = await aViewer();
  await payIn(saver, 2500n);
  await buys(saver, 1000n);
  await vouchers();
  // A payment in the last hour of a month, at midnight of Greenwich another day than here.
  stopClockAt(new Date("2026-03-31T22:30:00Z"));
  await buy(await aViewer(), price);
  await at("2026-04-11");
  await refundPayment({ transactionId: (await chargeOf(german.subscriptionId)).id, amount: 595n, reason: "An outage" }, operator);
  await at("2026-04-26");
  const open = await db.invoice.findFirstOrThrow({ where: { subscriptionId: late.subscriptionId, status: "OPEN" } });
  await recordPayment({ invoiceId: open.id, amount: 200n, means: "bank", reference: "S-1" }, operator);
  stopClockAt(new Date("2026-05-05T12:00:00Z"));
  await recordPayment({ invoiceId: open.id, amount: open.total - 200n, means: "bank", reference: "S-2" }, operator);
  for (const day of ["2026-05-12", "2026-05-25", "2026-06-15", "2026-07-20"]) await at(day);
  stopClockAt(new Date("2026-08-05T12:00:00Z"));
}

async function vouchers() {
  const make = (count: string, lastDay?: string) =>
    makeVouchers(makeVouchersInput.parse({ name: "Kiosk", count, currency: "EUR", amount: "10.00", lastDay }), operator);
  const [lasting] = [await make("3"), await make("2", "2026-05-31")];
  const [first, second] = await db.voucher.findMany({ where: { batchId: lasting }, orderBy: { number: "asc" } });
  await redeemVoucher({ code: unseal(first.sealed) ?? "", outcome: "balance" }, await aViewer(), null);
  await db.voucher.update({ where: { id: second.id }, data: { revokedAt: new Date("2026-04-02T12:00:00Z") } });
}

export async function forgetSums(): Promise<void> {
  await db.rollupCursor.deleteMany({ where: { name: { in: ["ledger", "finance"] } } });
  for (const table of ["LedgerRollup", "TaxRollup", "RevenueRollup", "MoneyRollup"]) await db.$executeRawUnsafe(`DELETE FROM "${table}"`);
}

/** Holds, however much was added up: nothing, a part, all. */
export async function each(check: () => Promise<void>): Promise<void> {
  await forgetSums();
  await check();
  await rollUpFinance(37, SOON);
  await rollUpLedger(11, SOON);
  await check();
  while ((await rollUpFinance(37, SOON)) > 0);
  while ((await rollUpLedger(100, SOON)) > 0);
  await check();
}

export const monthOf = (instant: Date) => civilDate(instant, ZONE).toPlainYearMonth().toString();
export const sum = (amounts: bigint[]) => amounts.reduce((all, amount) => all + amount, 0n);

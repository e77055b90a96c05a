import { type Bill, billOf, creditsOf, isLive, type Life, type Payment } from "./life.ts";
import type { Line } from "./price.ts";
import { gross, least, minus, takenOff, together } from "./sums.ts";
import type { World } from "./world.ts";

export function giveBack(world: World, bill: Bill): void {
  for (const payment of bill.payments)
    refund(world, bill, payment, payment.amount - payment.refunded, payment.by === "card" ? "card" : "balance");
}

export function refund(world: World, bill: Bill, payment: Payment, amount: bigint, to: "card" | "balance"): void {
  if (amount === 0n) return;
  payment.refunded += amount;
  if (to === "balance") world.balance += amount;
  const shares = takenOff(
    bill.lines.map((line) => minus(line, line.noted)),
    amount,
  );
  for (const [index, { net, tax }] of shares.entries())
    Object.assign(bill.lines[index], { noted: { net: bill.lines[index].noted.net + net, tax: bill.lines[index].noted.tax + tax } });
  bill.credited += amount;
}

/** Unused time that no charge takes up: on the next bill, to the balance, or the way it was paid. */
export function giveBackLines(world: World, life: Life, lines: Line[], bills: boolean): void {
  const { credit } = world.habits;
  if (lines.length === 0) return;
  if (credit === "refund") {
    const of = Map.groupBy(lines, ({ of }) => life.bills.find((bill) => bill.lines.includes(of!))!);
    for (const [bill, given] of of) refundOf(world, bill, -together(given.map(gross)));
  } else if (credit === "next_invoice" && bills) life.waiting.push(...lines);
  else {
    const bill = { ...billOf(lines, { start: world.now, end: lines[0].period!.end }), status: "PAID" as const };
    world.balance += bill.toBalance;
    (isLive(life) ? life.bills : life.late).push(bill);
  }
}

/** From its payments, the last first. */
function refundOf(world: World, bill: Bill, amount: bigint): void {
  let missing = amount;
  for (const payment of bill.payments.toReversed()) {
    const part = least(missing, payment.amount - payment.refunded);
    missing -= part;
    refund(world, bill, payment, part, payment.by === "card" ? "card" : "balance");
  }
}

/** No more than it brought, less what later bills took off for it. */
export function leftToRefund(life: Life, bill: Bill, { amount, refunded }: Payment): bigint {
  const later = bill.lines.flatMap((line) => creditsOf(life, line, true));
  const left = amount - refunded + together(later.map(gross));
  return left > 0n ? left : 0n;
}

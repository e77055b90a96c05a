import { type Bill, billOf, creditsOf, isLive, type Life, type Payment } from "./life.ts";
import type { Line } from "./price.ts";
import type { Currency } from "./purse.ts";
import { gross, least, minus, type Sum, takenOff, together } from "./sums.ts";
import type { World } from "./world.ts";

export function giveBack(world: World, bill: Bill): void {
  for (const payment of bill.payments)
    refund(world, bill, payment, payment.amount - payment.refunded, payment.by === "card" ? "card" : "balance");
}

export function refund(world: World, bill: Bill, payment: Payment, amount: bigint, to: "card" | "balance"): void {
  if (amount === 0n) return;
  payment.refunded += amount;
  if (to === "balance") world.purses[bill.currency].put(amount);
  const shares = takenOff(linesLeft(world, bill, amount), amount);
  for (const [index, { net, tax }] of shares.entries())
    Object.assign(bill.lines[index], { noted: { net: bill.lines[index].noted.net + net, tax: bill.lines[index].noted.tax + tax } });
  bill.credited += amount;
}

/** What of the lines was not given back yet: no line is given back twice, unless so much is that it must be. */
function linesLeft({ lives }: World, bill: Bill, amount: bigint): Sum[] {
  const left = bill.lines.map((line) => minus(line, line.noted));
  const life = lives.find(({ bills }) => bills.includes(bill));
  if (!life) return left;
  const room = left.map(({ net, tax }, index) => {
    const later = creditsOf(life, bill.lines[index], true);
    return { net: net + together(later.map((line) => line.net)), tax: tax + together(later.map((line) => line.tax)) };
  });
  const charged = together(room.map(gross).filter((each) => each > 0n));
  return charged < amount ? left : room;
}

/** Unused time that no charge takes up: on the next bill, to the balance, or the way it was paid. */
export function giveBackLines(world: World, life: Life, lines: Line[], bills: boolean): void {
  const { credit } = world.habits;
  const given = isLive(life) ? life.bills : life.late;
  if (credit === "next_invoice" && bills) life.waiting.push(...lines);
  else if (credit === "refund") {
    const { refunds, rest } = toPayments(life, lines);
    for (const { bill, amount } of refunds) refundOf(world, bill, amount, "card");
    creditToBalance(world, life.currency, given, rest);
  } else creditToBalance(world, life.currency, given, lines);
}

/** What of it the payments of the bills can give back; where those of a bill cannot, since a credit had paid a part of it, `rest` becomes balance. */
export function toPayments({ bills }: Life, lines: Line[]): { refunds: { bill: Bill; amount: bigint }[]; rest: Line[] } {
  const ofBills = [...Map.groupBy(lines, ({ of }) => bills.find(({ lines }) => lines.includes(of!))!)].map(([bill, given]) => ({
    ...{ bill, given, amount: -together(given.map(gross)) },
    left: together(bill.payments.map(({ amount, refunded }) => amount - refunded)),
  }));
  return {
    refunds: ofBills.filter(({ amount, left }) => amount <= left),
    rest: ofBills.filter(({ amount, left }) => amount > left).flatMap(({ given }) => given),
  };
}

/** A bill that does nothing but give back. */
export function creditToBalance(world: World, currency: Currency, bills: Bill[], lines: Line[]): void {
  if (lines.length === 0) return;
  const bill = { ...billOf(currency, lines, { start: world.now, end: lines[0].period!.end }), status: "PAID" as const };
  world.purses[currency].put(bill.toBalance);
  bills.push(bill);
}

/** From its payments, the last first: the way they were made, or to the balance. */
export function refundOf(world: World, bill: Bill, amount: bigint, to: "card" | "balance"): void {
  let missing = amount;
  for (const payment of bill.payments.toReversed()) {
    const part = least(missing, payment.amount - payment.refunded);
    missing -= part;
    refund(world, bill, payment, part, payment.by === "card" ? to : "balance");
  }
}

/** No more than it brought, less what later bills took off for it. */
export function leftToRefund(life: Life, bill: Bill, { amount, refunded }: Payment): bigint {
  const taken = takenLater(life, bill);
  return amount - refunded > taken ? amount - refunded - taken : 0n;
}

/** What later bills took off for it, beyond what credits had paid of the bill itself. */
export function takenLater(life: Life, bill: Bill): bigint {
  const later = -together(bill.lines.flatMap((line) => creditsOf(life, line, true)).map(gross));
  const paidByCredits = -together(bill.lines.map(gross).filter((each) => each < 0n));
  return later > paidByCredits ? later - paidByCredits : 0n;
}

import { decimalsOf } from "#lib/kernel/currency.ts";
import { allocate, multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import type { PayoutLine } from "../../gateway-lists.ts";
import { fromMollieAmount } from "./amount.ts";

type Amount = { currency: string; value: string };
type Sum = { description: string; method: string | null; count: number; amountGross: Amount };
type Period = { revenue?: Sum[]; costs?: Sum[] };
/** A settlement, as far as it is read; of the SDK, which does not name its type. */
export type Settled = {
  id: string;
  status: string;
  amount: Amount;
  createdAt: string;
  settledAt: string | null;
  periods?: Record<string, Record<string, Period>>;
};

/** What is in no list of payments, captures, refunds or chargebacks, nor a fee. */
const UNLISTED = new Set(["applicationfee", "authorizationreversal", "kickback", "rollingreserve", "shiftedfee", "null"]);

/** What the months of a settlement say beyond its lists: Mollie's fees with their VAT, and what is for a person. */
export function periodLines({ id, amount, createdAt, settledAt, periods }: Settled): PayoutLine[] {
  const until = new Date(settledAt ?? createdAt);
  const months = Object.entries(periods ?? {}).flatMap(([year, of]) =>
    Object.entries(of).map(([month, period]) => ({ year, month, period })),
  );
  const fees = taken(
    months.map(({ period }) => period),
    amount,
  );
  return months.flatMap(({ year, month, period: { costs = [], revenue = [] } }) => {
    const made = { fee: 0n, at: lastDay(Number(year), Number(month), until) };
    const line = (kind: "fee" | "other", at: number, net: bigint, text: string): PayoutLine => ({
      ...made,
      kind,
      reference: `${id}/${year}-${month}/${kind}-${at + 1}`,
      gross: net,
      net,
      text: `${year}-${month} · ${text}`,
    });
    return [
      ...costs.map(({ description, count }, at) => line("fee", at, -(fees.shift() ?? 0n), `${description} · ${count} ×`)),
      ...revenue.flatMap(({ description, method, amountGross }, at) =>
        UNLISTED.has(String(method)) ? [line("other", at, whole(exact(amountGross), amountGross.currency), description)] : [],
      ),
    ];
  });
}

/** Each fee in minor units: Mollie tells them with four decimals, and rounds what it pays. What that is apart by less than a unit is none of a person's business. */
function taken(periods: Period[], total: Amount): bigint[] {
  const costs = periods.flatMap(({ costs = [] }) => costs.map(({ amountGross }) => exact(amountGross)));
  const revenue = sum(periods.flatMap(({ revenue = [] }) => revenue.map(({ amountGross }) => exact(amountGross))));
  const kept = whole(revenue, total.currency) - fromMollieAmount(total).minor;
  const unit = unitOf(total.currency);
  const apart = kept * unit - sum(costs);
  const isRounded = apart < unit && -apart < unit;
  return allocate(isRounded ? kept : whole(sum(costs), total.currency), costs);
}

const DECIMALS = 8;
const unitOf = (currency: string) => 10n ** BigInt(DECIMALS - decimalsOf(currency));
const sum = (parts: bigint[]) => parts.reduce((all, part) => all + part, 0n);
const whole = (fine: bigint, currency: string) => multiplyHalfAwayFromZero(fine, 1n, unitOf(currency));

/** With more decimals than the currency has. @throws SyntaxError for what is no amount. */
function exact({ value }: Amount): bigint {
  const [, sign, units, parts = ""] = /^(-?)(\d+)(?:\.(\d{1,8}))?$/.exec(value) ?? [];
  const fine = BigInt(`${units}${parts.padEnd(DECIMALS, "0")}`);
  return sign ? -fine : fine;
}

/** Noon of a month's last day, so that it is that month wherever it is read; or when it was settled, if that was before. */
function lastDay(year: number, month: number, until: Date): Date {
  const last = new Date(Date.UTC(year, month, 0, 12));
  return last < until ? last : until;
}

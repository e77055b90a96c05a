import { z } from "zod";
import { priceChange } from "#lib/billing/changing/price-change.ts";
import type { Contract } from "#lib/catalog/contract.ts";
import type { SoldItem } from "#lib/catalog/quote.ts";
import { computeTax } from "#lib/catalog/tax.ts";
import { money, parseMoney, toDecimal } from "#lib/kernel/money.ts";
import { civilDate, type Every } from "#lib/kernel/period.ts";
import { CHANGE_TIMES } from "#lib/subscriptions/agreed-change.ts";
import { currency, discount, every, instant, ppm, toDiscount } from "./read.ts";

const side = z.object({ amount: z.string(), every, discount: discount.optional() });

/** A change of plan: when it takes place, and what is shown and charged for it. Prices include the tax of `rate` percent. */
export const changeInput = z.object({
  time: z.enum(CHANGE_TIMES),
  policy: z.enum(["second", "day"]),
  timeZone: z.string().default("UTC"),
  period: z.object({ start: instant, end: instant }),
  at: instant,
  currency,
  rate: ppm.default(0),
  from: side,
  to: side,
});

/** `credit`, `charge`, `due` and `surplus` now; `nextOn` and `next`: the day and the sum of the renewal. */
export function changed({ from, to, period, rate, currency: code, ...change }: z.output<typeof changeInput>): Record<string, unknown> {
  const paid = parseMoney(from.amount, code).minor;
  const off = from.discount && toDiscount(from.discount, code);
  const amount = !off ? 0n : "ppm" in off ? (paid * BigInt(off.ppm)) / 1_000_000n : off.amount;
  const { subtotal: net, tax } = computeTax({
    currency: code,
    pricesIncludeTax: true,
    lines: [{ amount: paid, discount: amount, ratePpm: rate }],
  });
  const contract = contractOf(to, code);
  const item: SoldItem = { id: null, kind: "PLAN", planId: "", priceId: "", name: "", quantity: 1, amount: contract.amount };
  const price = priceChange({
    ...change,
    period,
    cycle: 1,
    inTrial: false,
    billed: [{ lineId: "", description: "", taxRatePpm: rate, taxName: "", taxCountry: null, period, net, tax }],
    currency: code,
    taxIncluded: true,
    to: { contract, charged: [item], items: [item] },
    nextIsFirst: false,
    tax: {
      seller: { country: "DE", vatRegistered: true },
      buyer: { country: "DE" },
      rates: [{ id: "", country: "DE", name: "VAT", ratePpm: rate, validFrom: new Date(0) }],
    },
  });
  const decimal = (minor: bigint) => toDecimal(money(minor, code));
  return {
    credit: decimal(price.credit),
    charge: decimal(price.charge),
    due: decimal(price.due),
    surplus: decimal(price.surplus),
    nextOn: civilDate(price.next.at, change.timeZone).toString(),
    next: decimal(price.next.total),
  };
}

function contractOf({ amount, every: { unit, count }, discount: given }: z.output<typeof side>, code: string): Contract {
  const off = given && toDiscount(given, code);
  return {
    currency: code,
    amount: parseMoney(amount, code).minor,
    interval: unit satisfies Every["unit"],
    intervalCount: count,
    billingDay: null,
    taxIncluded: true,
    trialDays: 0,
    oneTerm: false,
    startsAtFirstLogin: false,
    couponId: null,
    couponCode: null,
    couponPercentPpm: off && "ppm" in off ? off.ppm : null,
    couponAmount: off && "amount" in off ? off.amount : null,
    couponDuration: off ? "FOREVER" : null,
    couponCycles: null,
  };
}

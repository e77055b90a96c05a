import { expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();

const STRIPE = { gateway: "Stripe", plan: expect.any(String), every: expect.objectContaining({ interval: "MONTH", intervalCount: 1 }) };
const euros = (minor: bigint) => ({ minor, currency: "EUR" });
const tooSmall = (minor: bigint) =>
  expect.objectContaining({ ...STRIPE, code: "amount_too_small", amount: euros(minor), limit: euros(50n) });
const tooLarge = (minor: bigint) =>
  expect.objectContaining({ ...STRIPE, code: "amount_too_large", amount: euros(minor), limit: euros(99_999_999n) });

type Sold = NonNullable<Parameters<typeof import("#tests/support/shop.ts").aPlan>[0]>;
type Discount = Parameters<typeof import("#tests/support/shop.ts").aCoupon>[1];

/** What is said of a plan, of the same with a coupon, and of another plan with that coupon. */
async function warnings(sold: Sold, discount: Discount = {}) {
  const { db } = await stripeHouse(stripe());
  const { aCoupon, aPlan } = await import("#tests/support/shop.ts");
  const { paymentsOutOfLimits } = await import("#lib/billing/parts/payments-out-of-limits.ts");
  const { planForOperator } = await import("#lib/reports/plans.ts");
  const { getSettings } = await import("#lib/settings/settings.ts");
  const plan = (await planForOperator((await aPlan(sold)).plan.id))!;
  const other = (await planForOperator((await aPlan(sold)).plan.id))!;
  const code = `LIMIT-${plan.id.slice(-6).toUpperCase()}`;
  await aCoupon(code, discount);
  const coupon = await db.coupon.update({ where: { code }, data: { planIds: [plan.id] } });
  const settings = await getSettings();
  return {
    alone: paymentsOutOfLimits([plan], settings),
    withCoupon: paymentsOutOfLimits([plan], settings, coupon),
    others: paymentsOutOfLimits([other], settings, coupon),
  };
}

it("a price that Stripe takes is not warned of; with a coupon that leaves too little it is, where the coupon holds", async () => {
  expect(await warnings({ amount: 700n }, { percentPpm: 950_000 })).toEqual({ alone: [], withCoupon: [tooSmall(35n)], others: [] });
});

it.each<[string, Sold, unknown[]]>([
  ["too small", { amount: 49n }, [tooSmall(49n)]],
  ["too large", { amount: 100_000_000n }, [tooLarge(100_000_000n)]],
  ["small, but due with a set-up fee", { amount: 49n, setupFee: 500n }, [tooSmall(49n)]],
  ["due after a trial, with a small set-up fee before it", { amount: 900n, setupFee: 20n, trialDays: 14 }, [tooSmall(20n)]],
  ["free", { amount: 0n }, []],
  ["the least", { amount: 50n }, []],
])("a price: %s", async (_, sold, said) => {
  expect((await warnings(sold)).alone).toEqual(said);
});

it("a coupon for the first payment, of a plan with a trial and of a plan of one term", async () => {
  const once = { percentPpm: 950_000, duration: "ONCE" } as const;
  expect((await warnings({ amount: 700n, trialDays: 14 }, once)).withCoupon).toEqual([tooSmall(35n)]);
  expect((await warnings({ amount: 700n, kind: "TRIAL" }, once)).withCoupon).toEqual([tooSmall(35n)]);
});

it("a coupon of all leaves nothing to pay, and a currency that the shop does not offer is not looked at", async () => {
  expect((await warnings({ amount: 700n }, { percentPpm: 1_000_000 })).withCoupon).toEqual([]);
  const { paymentsOutOfLimits } = await import("#lib/billing/parts/payments-out-of-limits.ts");
  const { planForOperator } = await import("#lib/reports/plans.ts");
  const { getSettings } = await import("#lib/settings/settings.ts");
  const { aPlan } = await import("#tests/support/shop.ts");
  const plan = (await planForOperator((await aPlan({ amount: 49n })).plan.id))!;
  const settings = await getSettings();
  expect(paymentsOutOfLimits([plan], { ...settings, market: { ...settings.market, currencies: ["USD"] } })).toEqual([]);
});

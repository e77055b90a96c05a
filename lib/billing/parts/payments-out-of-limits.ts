import { type Contract, contractOf, couponLasts, discountOf, firstCycle } from "#lib/catalog/contract.ts";
import { couponAmount } from "#lib/catalog/coupon.ts";
import type { Coupon, Plan, Price, PriceAmount } from "#lib/db/generated/client.ts";
import type { Money } from "#lib/kernel/money.ts";
import { type OutOfLimits, outOfLimits } from "#lib/payments/limits.ts";
import { gateways } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** A payment that would be asked for, and a gateway that does not take it. */
export type PaymentOutOfLimits = OutOfLimits & {
  gateway: string;
  plan: string;
  every: Pick<Price, "interval" | "intervalCount">;
  amount: Money;
};

type OnSale = Plan & { prices: (Price & { amounts: PriceAmount[] })[] };

/**
 * The payments of what is on sale, with the coupon where it holds, that a gateway which is on would refuse for their size. Tax that comes on top is
 * left out: it differs by country.
 */
export function paymentsOutOfLimits(plans: OnSale[], settings: Settings, coupon: Coupon | null = null): PaymentOutOfLimits[] {
  const { currencies } = settings.market;
  const on = gateways(settings);
  return plans
    .filter(({ id }) => !coupon?.planIds.length || coupon.planIds.includes(id))
    .flatMap((plan) => plan.prices.map((price) => ({ plan, price })))
    .filter(({ price }) => price.archivedAt === null)
    .flatMap(({ plan, price }) =>
      price.amounts
        .filter(({ currency }) => currencies.includes(currency) && (!coupon || holdsIn(coupon, currency)))
        .flatMap(({ currency, amount, setupFee }) => {
          const payments = paymentsOf(contractOf({ plan, price, amount, setupFee, coupon }, currency, false), setupFee);
          return payments.map((minor) => ({ plan: plan.name, every: price, amount: { minor, currency } }));
        }),
    )
    .flatMap((payment) =>
      on.flatMap((gateway) => {
        const outside = outOfLimits(gateway, payment.amount);
        return outside ? [{ ...payment, ...outside, gateway: gateway.label }] : [];
      }),
    );
}

function holdsIn(coupon: Coupon, currency: string): boolean {
  return coupon.percentPpm !== null || couponAmount(coupon, currency) !== null;
}

/** The sums that a viewer is charged over time, each once: what is due with the order, the first paid period, the next, and every one once a coupon is over. */
function paymentsOf(contract: Contract, setupFee: bigint): bigint[] {
  const period = (cycle: number) => contract.amount - discountOf(contract, contract.amount, cycle);
  const first = firstCycle(contract) === 0 ? [period(0) + setupFee] : [setupFee, period(0)];
  return [...new Set(contract.oneTerm ? first : [...first, period(1), period(couponLasts(contract) ?? 1)])];
}

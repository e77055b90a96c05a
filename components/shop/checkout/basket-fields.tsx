import type { CheckoutRequest } from "#lib/web/checkout/checkout-request.ts";

/** The basket as hidden fields of a form that leads back to the checkout. */
export function BasketFields({ basket }: { basket: CheckoutRequest }) {
  return Object.entries(basket).map(
    ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={[value].flat().join(".")} />,
  );
}

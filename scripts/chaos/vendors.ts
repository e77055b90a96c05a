import type { Vendor } from "./vendor.ts";
import { startLocal } from "./vendors/local.ts";
import { startMollie } from "./vendors/mollie.ts";
import { startPayPal } from "./vendors/paypal.ts";
import { startStripe } from "./vendors/stripe.ts";

/** Every vendor that chaos can come over, by its gateway's id. */
export const VENDORS: Record<string, () => Promise<Vendor>> = {
  stripe: startStripe,
  paypal: startPayPal,
  mollie: startMollie,
  local: startLocal,
};

import type { Vendor } from "./vendor.ts";
import { startMollie } from "./vendors/mollie.ts";
import { startStripe } from "./vendors/stripe.ts";

/** Every vendor that chaos can come over, by its gateway's id. */
export const VENDORS: Record<string, () => Promise<Vendor>> = { stripe: startStripe, mollie: startMollie };

import { httpAddress } from "#lib/kernel/keys.ts";
import type { GatewayPlugin } from "../../gateway.ts";
import { stripeGateway } from "./gateway.ts";

export const stripe: GatewayPlugin = {
  id: "stripe",
  label: "Stripe",
  offered: true,
  keys: [
    { name: "STRIPE_SECRET_KEY", required: true, example: "sk_live_…, from dashboard.stripe.com/apikeys" },
    { name: "STRIPE_WEBHOOK_SECRET", example: "whsec_…" },
    { name: "STRIPE_PUBLISHABLE_KEY", hidden: true, example: "pk_live_…" },
    { name: "STRIPE_API_BASE", hidden: true, shape: httpAddress, example: "https://api.stripe.com" },
  ],
  open: ({ STRIPE_SECRET_KEY = "", STRIPE_WEBHOOK_SECRET, STRIPE_API_BASE }) =>
    stripeGateway({ secretKey: STRIPE_SECRET_KEY, webhookSecret: STRIPE_WEBHOOK_SECRET, apiBase: STRIPE_API_BASE }),
};

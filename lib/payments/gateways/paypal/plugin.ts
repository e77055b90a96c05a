import { httpAddress } from "#lib/kernel/keys.ts";
import type { GatewayPlugin } from "../../gateway.ts";
import { PAYPAL_DECLINES } from "./declines.ts";
import { paypalGateway } from "./gateway.ts";

export const paypal: GatewayPlugin = {
  id: "paypal",
  label: "PayPal",
  offered: true,
  keys: [
    { name: "PAYPAL_CLIENT_ID", required: true, example: "of an app, from developer.paypal.com/dashboard" },
    { name: "PAYPAL_CLIENT_SECRET", required: true },
    { name: "PAYPAL_WEBHOOK_ID", example: "of the webhook of that app, as 8PT597110X687430LKGECATA" },
    { name: "PAYPAL_API_BASE", hidden: true, shape: httpAddress, example: "https://api-m.sandbox.paypal.com" },
  ],
  settings: [{ name: "brandName", label: "Name on PayPal's page", kind: "line", max: 127 }],
  declines: PAYPAL_DECLINES,
  open: ({ PAYPAL_CLIENT_ID = "", PAYPAL_CLIENT_SECRET = "", PAYPAL_WEBHOOK_ID, PAYPAL_API_BASE }) =>
    paypalGateway({
      clientId: PAYPAL_CLIENT_ID,
      clientSecret: PAYPAL_CLIENT_SECRET,
      webhookId: PAYPAL_WEBHOOK_ID,
      apiBase: PAYPAL_API_BASE,
    }),
};

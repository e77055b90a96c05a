import type { GatewayPlugin } from "./gateway.ts";
import { local } from "./gateways/local/plugin.ts";
import { manual } from "./gateways/manual/plugin.ts";
import { mollie } from "./gateways/mollie/plugin.ts";
import { paypal } from "./gateways/paypal/plugin.ts";
import { sandbox } from "./gateways/sandbox/plugin.ts";
import { stripe } from "./gateways/stripe/plugin.ts";

/** Every gateway there is, as settings and checkout list them. To add one, see docs/adding-a-gateway.md. */
export const GATEWAYS: GatewayPlugin[] = [stripe, paypal, mollie, manual, local, sandbox];

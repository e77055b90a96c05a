import { env } from "#lib/kernel/env.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { PaymentGateway } from "./gateway.ts";
import { sandboxGateway } from "./gateways/sandbox/gateway.ts";
import { stripeGateway } from "./gateways/stripe/gateway.ts";

/** The gateways a viewer may choose from now: they have their keys and are switched on. */
export function gateways(settings: Pick<Settings, "gateways">): PaymentGateway[] {
  return installed().filter((gateway) => isOn(gateway.id, settings.gateways));
}

/** Those of them that save a method to be charged later. */
export function savingGateways(settings: Pick<Settings, "gateways">): PaymentGateway[] {
  return gateways(settings).filter(({ can }) => can.offSession);
}

/** A gateway that has its keys, switched on or not: old payments must still be looked up and refunded. */
export function gateway(id: string): PaymentGateway | null {
  return installed().find((gateway) => gateway.id === id) ?? null;
}

/** The ids of the gateways that have their keys. */
export function gatewayIds(): string[] {
  return installed().map(({ id }) => id);
}

/** Every gateway there is, made once. To add one, see docs/adding-a-gateway.md. */
function installed(): PaymentGateway[] {
  made ??= [sandboxGateway, stripe()].filter((gateway) => gateway !== null);
  return made;
}

let made: PaymentGateway[] | undefined;

function stripe(): PaymentGateway | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_BASE: apiBase } = env();
  return secretKey ? stripeGateway({ secretKey, webhookSecret, apiBase }) : null;
}

function isOn(id: string, switches: Settings["gateways"]): boolean {
  if (id === "sandbox" && env().STREAMTILL_MODE !== "start") return true;
  return switches[id as keyof Settings["gateways"]].enabled;
}

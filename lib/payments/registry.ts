import { readKeys } from "#lib/kernel/keys.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { GatewayPlugin, PaymentGateway } from "./gateway.ts";
import { GATEWAYS } from "./plugins.ts";

type Switches = Pick<Settings, "gateways">;

/** The gateways a viewer may choose from now: they have their keys and are switched on. */
export function gateways(settings: Switches): PaymentGateway[] {
  return installed().flatMap(({ plugin, gateway }) => (isOn(plugin, settings) ? [gateway] : []));
}

/** Those of them that save a method to be charged later. */
export function savingGateways(settings: Switches): PaymentGateway[] {
  return gateways(settings).filter(({ can }) => can.offSession);
}

/** A gateway that has its keys, switched on or not: old payments must still be looked up and refunded. */
export function gateway(id: string): PaymentGateway | null {
  return installed().find(({ plugin }) => plugin.id === id)?.gateway ?? null;
}

/** The ids of the gateways that have their keys. */
export function gatewayIds(): string[] {
  return installed().map(({ plugin }) => plugin.id);
}

/** Those of them that move no money: who makes a shop is asked once whether viewers may choose them. */
export function pretendingIds(): string[] {
  return installed().flatMap(({ plugin, gateway }) => (gateway.pretends ? [plugin.id] : []));
}

/** Whether viewers may choose it, should its keys be there. */
export function isOn({ id, offered, always }: GatewayPlugin, { gateways }: Switches): boolean {
  return always?.() || (gateways[id]?.enabled ?? offered);
}

/** Made once. */
function installed(): { plugin: GatewayPlugin; gateway: PaymentGateway }[] {
  made ??= GATEWAYS.flatMap((plugin) => {
    const keys = readKeys(plugin.keys);
    return keys ? [{ plugin, gateway: plugin.open(keys) }] : [];
  });
  return made;
}

let made: { plugin: GatewayPlugin; gateway: PaymentGateway }[] | undefined;

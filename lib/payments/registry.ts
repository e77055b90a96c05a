import { readKeys } from "#lib/kernel/keys.ts";
import { missingSettings, type SettingValues, settingValues } from "#lib/kernel/setting-fields.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { Gateway, GatewayPlugin } from "./gateway.ts";
import { GATEWAYS } from "./plugins.ts";

/** As the gateway of a payment: nobody is asked, for nothing is due, or there is no method to charge. */
export const INTERNAL = "internal";

type Switches = Pick<Settings, "gateways">;

/** The gateways in use, in the order that operators gave them: they have their keys and what operators must set, and are switched on. */
export function gateways(settings: Switches): Gateway[] {
  const isSet = ({ id, settings: fields }: GatewayPlugin) => missingSettings(fields, settings.gateways[id]?.settings).length === 0;
  const inUse = installed().flatMap(({ plugin, gateway }) => (isOn(plugin, settings) && isSet(plugin) ? [gateway] : []));
  return inOrder(inUse, settings);
}

/** In the order that operators gave them; those that they gave none come behind, as they are listed. */
export function inOrder<G extends { id: string }>(listed: G[], { gateways }: Switches): G[] {
  const place = ({ id }: G) => gateways[id]?.place ?? Number.POSITIVE_INFINITY;
  return listed.toSorted((one, other) => (place(one) === place(other) ? 0 : place(one) - place(other)));
}

/** A gateway that has its keys, switched on or not: old payments must still be looked up and refunded. */
export function gateway(id: string): Gateway | null {
  return installed().find(({ plugin }) => plugin.id === id)?.gateway ?? null;
}

/** What operators have set for a gateway, with the defaults for what they have not. */
export function gatewaySettings(id: string, { gateways }: Switches): SettingValues {
  return settingValues(gateway(id)?.settings ?? [], gateways[id]?.settings);
}

/** The ids of the gateways that have their keys. */
export function gatewayIds(): string[] {
  return installed().map(({ plugin }) => plugin.id);
}

/** The ids of those whose money people record. */
export function byHandIds(): string[] {
  return installed().flatMap(({ plugin, gateway }) => (gateway.byHand ? [plugin.id] : []));
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
function installed(): { plugin: GatewayPlugin; gateway: Gateway }[] {
  made ??= GATEWAYS.flatMap((plugin) => {
    const keys = readKeys(plugin.keys);
    const { id, label, settings } = plugin;
    return keys ? [{ plugin, gateway: Object.assign(plugin.open(keys), { id, label, settings }) }] : [];
  });
  return made;
}

let made: { plugin: GatewayPlugin; gateway: Gateway }[] | undefined;

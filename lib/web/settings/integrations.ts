import { type Key, readKeys } from "#lib/kernel/keys.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { channelFor } from "#lib/messages/registry.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { gateway, isOn } from "#lib/payments/registry.ts";
import { webhookUrl } from "#lib/payments/webhook-url.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** A key by its name, and whether the environment has it. Values never leave the server. */
export type KeyState = { name: string; required: boolean; present: boolean };

export type GatewayState = {
  id: string;
  label: string;
  keys: KeyState[];
  /** It has the keys it needs. */
  installed: boolean;
  enabled: boolean;
  /** Switched on whatever the settings say: test payments in the demo. */
  always: boolean;
  /** What the vendor has to be told; null where there is none to tell. */
  webhookUrl: string | null;
};

/** Every gateway that Streamtill knows, with what the environment lacks for it. */
export function gatewayStates(settings: Settings): GatewayState[] {
  return GATEWAYS.map((plugin) => ({
    id: plugin.id,
    label: plugin.label,
    keys: keyStates(plugin.keys),
    installed: gateway(plugin.id) !== null,
    enabled: isOn(plugin, settings),
    always: plugin.always?.() ?? false,
    webhookUrl: gateway(plugin.id)?.pretends ? null : webhookUrl(plugin.id),
  }));
}

function keyStates(keys: Key[]): KeyState[] {
  const asked = keys.filter(({ hidden }) => !hidden);
  const values = readKeys(asked.map(({ name }) => ({ name })));
  return asked.map(({ name, required = false }) => ({ name, required, present: Boolean(values?.[name]) }));
}

export type ChannelState = {
  id: string;
  label: string;
  kind: "EMAIL" | "SMS";
  keys: KeyState[];
  /** Carries its kind now. */
  installed: boolean;
  /** Nothing carries its kind: it is kept, and sent to nobody. */
  kept: boolean;
};

/** Every channel that Streamtill knows, with what the environment lacks for it. */
export function channelStates(): ChannelState[] {
  return CHANNELS.map(({ id, label, kind, keys }) => {
    const carrier = channelFor(kind);
    return { id, label, kind, keys: keyStates(keys), installed: carrier.id === id, kept: Boolean(carrier.keeps) };
  });
}

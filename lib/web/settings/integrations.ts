import { env } from "#lib/kernel/env.ts";
import { type Key, readKeys } from "#lib/kernel/keys.ts";
import { missingSettings, type SettingField, type SettingValues, settingValues } from "#lib/kernel/setting-fields.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { channelFor } from "#lib/messages/registry.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { gateway, inOrder, isOn } from "#lib/payments/registry.ts";
import { webhookUrl } from "#lib/payments/webhook-url.ts";
import type { OfferRule } from "#lib/settings/offer-rule.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { STORES } from "#lib/stores/plugins.ts";
import { store } from "#lib/stores/registry.ts";

/** A key by its name, and whether the environment has it. Values never leave the server. */
export type KeyState = { name: string; required: boolean; present: boolean };

/** What operators may set, and have; its texts are those of `plugins.<id>.settings.<name>`. */
export type SettingState = Pick<SettingField, "name" | "kind"> & {
  value: string | boolean;
  required: boolean;
  /** It has to be set, and is not. */
  missing: boolean;
  max?: number;
  options: string[];
};

export type GatewayState = {
  id: string;
  label: string;
  keys: KeyState[];
  settings: SettingState[];
  /** It has the keys it needs. */
  installed: boolean;
  enabled: boolean;
  /** Switched on whatever the settings say: test payments in the demo. */
  always: boolean;
  /** What the vendor has to be told; null where there is none to tell. */
  webhookUrl: string | null;
  /** Its keys are of its vendor's test mode. */
  testMode: boolean;
  /** It is not offered to everybody and for everything. */
  limited: boolean;
};

/** Every gateway that Streamtill knows, in the order of the checkout, with what the environment lacks for it. */
export function gatewayStates(settings: Settings): GatewayState[] {
  return inOrder(GATEWAYS, settings).map((plugin) => ({
    id: plugin.id,
    label: plugin.label,
    keys: keyStates(plugin.keys),
    settings: settingStates(plugin.settings, settings.gateways[plugin.id]?.settings),
    installed: gateway(plugin.id) !== null,
    enabled: isOn(plugin, settings),
    always: plugin.always?.() ?? false,
    webhookUrl: gateway(plugin.id)?.pretends || gateway(plugin.id)?.byHand ? null : webhookUrl(plugin.id),
    testMode: gateway(plugin.id)?.testMode ?? false,
    limited: isLimited(settings.gateways[plugin.id]?.offer),
  }));
}

/** Whether viewers may choose it, in a word. */
export function stateOf({ installed, enabled, always, settings }: GatewayState): "absent" | "off" | "incomplete" | "on" {
  if (!installed) return "absent";
  if (!enabled && !always) return "off";
  return settings.some(({ missing }) => missing) ? "incomplete" : "on";
}

function isLimited(rule?: OfferRule): boolean {
  if (!rule) return false;
  const { countries, currencies, plans, amounts } = rule;
  const limits = Object.values(amounts).some(({ least, most }) => least !== null || most !== null);
  return limits || [countries, currencies, plans].some((listed) => listed.length > 0);
}

function keyStates(keys: Key[]): KeyState[] {
  const asked = keys.filter(({ hidden }) => !hidden);
  const values = readKeys(asked.map(({ name }) => ({ name })));
  return asked.map(({ name, required = false }) => ({ name, required, present: Boolean(values?.[name]) }));
}

function settingStates(fields: SettingField[], saved?: SettingValues): SettingState[] {
  const [values, missing] = [settingValues(fields, saved), missingSettings(fields, saved)];
  return fields.map((field) => ({
    name: field.name,
    kind: field.kind,
    value: values[field.name],
    required: "required" in field && Boolean(field.required),
    missing: missing.includes(field),
    max: "max" in field ? field.max : undefined,
    options: "options" in field ? field.options.map(({ value }) => value) : [],
  }));
}

export type StoreState = Pick<GatewayState, "id" | "label" | "keys" | "installed"> & { webhookUrl: string };

/** Every store that Streamtill knows, with what the environment lacks for it. */
export function storeStates(): StoreState[] {
  return STORES.map(({ id, label, keys }) => ({
    id,
    label,
    keys: keyStates(keys),
    installed: store(id) !== null,
    webhookUrl: `${env().APP_URL}/api/webhooks/stores/${id}`,
  }));
}

export type ChannelState = {
  id: string;
  label: string;
  kind: "EMAIL" | "SMS";
  keys: KeyState[];
  settings: SettingState[];
  /** Carries its kind now. */
  installed: boolean;
  /** Nothing carries its kind: it is kept, and sent to nobody. */
  kept: boolean;
};

/** Every channel that Streamtill knows, with what the environment lacks for it. */
export function channelStates({ channels }: Settings): ChannelState[] {
  return CHANNELS.map(({ id, label, kind, keys, settings }) => {
    const carrier = channelFor(kind);
    const set = settingStates(settings, channels[id]?.settings);
    return { id, label, kind, keys: keyStates(keys), settings: set, installed: carrier.id === id, kept: Boolean(carrier.keeps) };
  });
}

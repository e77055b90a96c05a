import { type Env, env } from "#lib/kernel/env.ts";
import { type Key as PluginKey, readKeys } from "#lib/kernel/keys.ts";
import { channelFor } from "#lib/messages/registry.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { gateway, isOn } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";

type Key = { name: keyof Env; required: boolean };
/** A key by its name, and whether the environment has it. Values never leave the server. */
export type KeyState = { name: string; required: boolean; present: boolean };

export type GatewayState = {
  id: string;
  label: string;
  keys: KeyState[];
  /** It has the keys it needs. */
  installed: boolean;
  enabled: boolean;
  /** Switched on whatever the settings say: the sandbox in the demo. */
  always: boolean;
  webhookUrl: string;
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
    webhookUrl: `${env().APP_URL}/api/webhooks/payments/${plugin.id}`,
  }));
}

function keyStates(keys: PluginKey[]): KeyState[] {
  const asked = keys.filter(({ hidden }) => !hidden);
  const values = readKeys(asked.map(({ name }) => ({ name })));
  return asked.map(({ name, required = false }) => ({ name, required, present: Boolean(values?.[name]) }));
}

const CHANNELS: { id: string; label: string; kind: "EMAIL" | "SMS"; keys: Key[] }[] = [
  {
    id: "smtp",
    label: "SMTP",
    kind: "EMAIL",
    keys: [
      { name: "SMTP_URL", required: true },
      { name: "MAIL_FROM", required: false },
    ],
  },
  {
    id: "twilio",
    label: "Twilio",
    kind: "SMS",
    keys: [
      { name: "TWILIO_ACCOUNT_SID", required: true },
      { name: "TWILIO_AUTH_TOKEN", required: true },
      { name: "TWILIO_FROM", required: true },
    ],
  },
];

export type ChannelState = {
  id: string;
  label: string;
  kind: "EMAIL" | "SMS";
  keys: KeyState[];
  /** Carries its kind now; else the outbox does. */
  installed: boolean;
};

/** The channel of each kind of message, with what the environment lacks for it. */
export function channelStates(): ChannelState[] {
  return CHANNELS.map((channel) => ({ ...channel, keys: channel.keys.map(state), installed: channelFor(channel.kind).id === channel.id }));
}

function state(key: Key): KeyState {
  return { ...key, present: Boolean(env()[key.name]) };
}

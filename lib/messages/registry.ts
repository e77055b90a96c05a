import { env } from "#lib/kernel/env.ts";
import { readKeys } from "#lib/kernel/keys.ts";
import type { Kind } from "./catalog.ts";
import type { Channel } from "./channel.ts";
import { outbox } from "./channels/outbox/outbox.ts";
import { CHANNELS } from "./plugins.ts";

let chosen: Record<Kind, Channel> | undefined;

/** The channel that carries a kind: the provider whose keys are set, else the outbox, which keeps it. The demo writes to nobody. */
export function channelFor(kind: Kind): Channel {
  chosen ??= { EMAIL: carrier("EMAIL"), SMS: carrier("SMS") };
  return chosen[kind];
}

export function channels(): Channel[] {
  return [channelFor("EMAIL"), channelFor("SMS")];
}

/** The channel of that name whose reports can be verified; null when there is none. */
export function reportingChannel(id: string): Channel | null {
  return channels().find((channel) => channel.id === id && channel.reports) ?? null;
}

/** Lets go of connections, and reads the environment anew on next use. */
export async function closeChannels(): Promise<void> {
  const closing = chosen ? Object.values(chosen) : [];
  chosen = undefined;
  await Promise.all(closing.map((channel) => channel.close?.()));
}

function carrier(kind: Kind): Channel {
  const { STREAMTILL_MODE } = env();
  const able = STREAMTILL_MODE === "demo" ? [] : CHANNELS.filter((plugin) => plugin.kind === kind);
  for (const { id, label, keys, settings, open } of able) {
    const values = readKeys(keys);
    if (values) return Object.assign(open(values), { id, label, kind, settings });
  }
  return { ...outbox({ plays: STREAMTILL_MODE !== "start" }), id: "outbox", label: "Outbox", kind, settings: [] };
}

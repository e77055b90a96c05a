import { type Messages, merge } from "#i18n/messages.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";

const named = new WeakMap<Messages, Messages>();

/** What `plugins.json` does not name is called what it calls itself, so that a gateway or channel needs no text to be used. */
export function withPluginLabels(messages: Messages): Messages {
  const known = named.get(messages);
  if (known) return known;
  const plugins = Object.fromEntries([...GATEWAYS, ...CHANNELS].map(({ id, label }) => [id, { label }]));
  const merged = merge({ plugins }, messages);
  named.set(messages, merged);
  return merged;
}

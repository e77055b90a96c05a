import { type Messages, merge } from "#i18n/messages.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";

const named = new WeakMap<Messages, Messages>();

/** What no catalog names is called what it calls itself, so that a gateway or channel needs no text to be used. */
export function withPluginLabels(messages: Messages): Messages {
  const known = named.get(messages);
  if (known) return known;
  const [gateway, channel] = [GATEWAYS, CHANNELS].map((plugins) => Object.fromEntries(plugins.map(({ id, label }) => [id, label])));
  const plain = {
    operator: { dashboard: { gateway } },
    "operator-transactions": { gateway },
    "operator-communications": { channel, source: channel },
  };
  const merged = merge(plain, messages);
  named.set(messages, merged);
  return merged;
}

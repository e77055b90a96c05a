import { type Messages, merge } from "#i18n/messages.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";

const named = new WeakMap<Messages, Messages>();

/** What no catalog names is called what it calls itself, so that a gateway needs no text to be used. */
export function withGatewayLabels(messages: Messages): Messages {
  const known = named.get(messages);
  if (known) return known;
  const labels = Object.fromEntries(GATEWAYS.map(({ id, label }) => [id, label]));
  const plain = { operator: { dashboard: { gateway: labels } }, "operator-transactions": { gateway: labels } };
  const merged = merge(plain, messages);
  named.set(messages, merged);
  return merged;
}

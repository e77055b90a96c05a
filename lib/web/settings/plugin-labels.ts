import { type Messages, merge } from "#i18n/messages.ts";
import type { SettingField } from "#lib/kernel/setting-fields.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";

const named = new WeakMap<Messages, Messages>();

/** What `plugins.json` does not name is called what it calls itself, and its settings too, so that a gateway or channel needs no text to be used. */
export function withPluginLabels(messages: Messages): Messages {
  const known = named.get(messages);
  if (known) return known;
  const plugins = Object.fromEntries(
    [...GATEWAYS, ...CHANNELS].map(({ id, label, settings }) => [id, { label, settings: textsOf(settings) }]),
  );
  const merged = merge({ plugins }, messages);
  named.set(messages, merged);
  return merged;
}

function textsOf(fields: SettingField[]): Messages {
  return Object.fromEntries(
    fields.map((field) => [field.name, { label: field.label, ...(field.hint && { hint: field.hint }), options: optionsOf(field) }]),
  );
}

function optionsOf(field: SettingField): Messages {
  return "options" in field ? Object.fromEntries(field.options.map(({ value, label }) => [value, label])) : {};
}

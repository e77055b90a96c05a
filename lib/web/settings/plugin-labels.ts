import { type Messages, merge } from "#i18n/messages.ts";
import type { SettingField } from "#lib/kernel/setting-fields.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { STORES } from "#lib/stores/plugins.ts";

const named = new WeakMap<Messages, Messages>();

/** What `plugins.json` does not name is called what it calls itself, and its settings too, so that a gateway or channel needs no text to be used. */
export function withPluginLabels(messages: Messages): Messages {
  const known = named.get(messages);
  if (known) return known;
  const plugins = Object.fromEntries([
    ...[...GATEWAYS, ...CHANNELS].map(({ id, label, settings }) => [id, asWritten({ label, settings: textsOf(settings) })] as const),
    ...STORES.map(({ id, label }) => [id, asWritten({ label })] as const),
  ]);
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

/** Words of a plug-in, not patterns of ours: a brace in one of them would keep every page from its texts. */
export function asWritten(messages: Messages): Messages {
  const read = (text: string | Messages) => (typeof text === "string" ? quoted(text) : asWritten(text));
  return Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, read(text)]));
}

/** All from its first brace or tag on is quoted, as ICU does it. */
function quoted(text: string): string {
  const doubled = text.replaceAll("'", "''");
  const first = doubled.search(/[{}<>]/);
  return first < 0 ? doubled : `${doubled.slice(0, first)}'${doubled.slice(first)}'`;
}

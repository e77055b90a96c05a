import { _createCache, _createIntlFormatters } from "use-intl/core";
import formatCompiled from "use-intl/format-message/format-only";
import { expect, test } from "vitest";
import { compiledMessages } from "#i18n/compiled.ts";
import { asWritten } from "#lib/web/settings/plugin-labels.ts";

const cache = _createCache();
const options = { locale: "en", cache, formatters: _createIntlFormatters(cache) };

test.each([
  "Bank",
  "Say {number} in the reference",
  "a { b",
  "}{",
  "{'{",
  "<b>Bank</b>",
  "a <b",
  "It's '{x}'",
  "''",
  "'",
  "{'",
  "5 < 6 # 7",
  "",
])("a plug-in's label is shown as it is written: %s", (label) => {
  const { plugin } = compiledMessages(asWritten({ plugin: { label } })) as { plugin: { label: never } };
  expect(formatCompiled("label", plugin.label, {}, options)).toBe(label);
});

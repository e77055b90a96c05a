import { _createCache, _createIntlFormatters } from "use-intl/core";
import formatMessage from "use-intl/format-message";
import formatCompiled from "use-intl/format-message/format-only";
import { expect, test } from "vitest";
import { compiledMessages } from "#i18n/compiled.ts";
import { LOCALES } from "#i18n/locales.ts";
import { type Messages, messagesOf } from "#i18n/messages.ts";

const cache = _createCache();
const formatters = _createIntlFormatters(cache);

/** What a placeholder may be: a number decides between plurals, a text between cases. */
const VALUES = [0, 1, 2, 5, 11, 1234567, "other", "<&{ '"];

test.each(LOCALES)("each text says the same compiled, in %s", (locale) => {
  const texts = leaves(messagesOf(locale));
  const compiled = new Map(leaves(compiledMessages(messagesOf(locale))));
  const filled = texts.filter(([, text]) => /[{<]/.test(text as string));
  expect(filled.length).toBeGreaterThan(100);
  const options = { locale, cache, formatters, timeZone: "Europe/Berlin" };
  for (const [key, text] of texts) {
    for (const value of filled.some(([name]) => name === key) ? VALUES : [0]) {
      const values = valuesFor(text as string, value);
      const plain = formatMessage(key, text as string, values, options);
      expect([key, value, flat(formatCompiled(key, compiled.get(key) as never, values, options))]).toEqual([key, value, flat(plain)]);
    }
  }
});

/** Each text with its path. A compiled one is a text, or a list of its parts. */
function leaves(messages: Messages, path = ""): [string, unknown][] {
  return Object.entries(messages).flatMap(([key, text]) =>
    typeof text === "string" || Array.isArray(text) ? [[`${path}${key}`, text] as [string, unknown]] : leaves(text, `${path}${key}.`),
  );
}

function valuesFor(text: string, value: number | string) {
  const names = [...text.matchAll(/\{\s*(\w+)/g)].map(([, name]) => [name, value] as const);
  const numbers = [...text.matchAll(/\{\s*(\w+), (?:plural|selectordinal)/g)].map(([, name]) => [name, Number(value) || 3] as const);
  const tags = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => [name, (chunks: unknown) => `[${flat(chunks)}]`] as const);
  return Object.fromEntries([...names, ...numbers, ...tags]) as never;
}

function flat(made: unknown): string {
  return Array.isArray(made) ? made.map(flat).join("") : String(made);
}

import { expect, test } from "vitest";
import { LOCALES } from "#i18n/locales.ts";
import { type Messages, messagesOf } from "#i18n/messages.ts";

test.each(LOCALES)("a noun that has a form for one has one for each number, in %s", (locale) => {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.filter((form) => form !== "zero");
  const counting = texts(messagesOf(locale)).filter((text) => plurals(text).length > 0);
  expect(counting.length).toBeGreaterThan(20);
  const lacking = counting.filter((text) => plurals(text).some((plural) => forms.some((form) => !plural.includes(` ${form} {`))));
  expect(lacking).toEqual([]);
});

/** What stands behind each `{…, plural,`, to its closing brace; but those whose words are the same for each number. */
function plurals(text: string): string[] {
  const all = text.split(", plural,").slice(1).map(toItsBrace);
  return all.filter((plural) => / (?:one|two|few|many) \{/.test(plural));
}

function toItsBrace(rest: string): string {
  let depth = 1;
  let end = 0;
  while (depth > 0 && end < rest.length) {
    if (rest[end] === "{") depth++;
    if (rest[end] === "}") depth--;
    end++;
  }
  return rest.slice(0, end);
}

function texts(messages: Messages): string[] {
  return Object.values(messages).flatMap((text) => (typeof text === "string" ? [text] : texts(text as Messages)));
}

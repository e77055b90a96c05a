import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCALES, type Locale } from "./locales.ts";

export type Messages = { [key: string]: string | Messages };

const loaded = new Map<Locale, Messages>();

/** All texts of a language: one namespace a file of `i18n/<locale>/`, with the English text where a translation is missing. */
export function messagesOf(locale: Locale): Messages {
  const kept = loaded.get(locale);
  if (kept && process.env.NODE_ENV === "production") return kept;
  const messages = LOCALES[0] === locale ? read(locale) : merge(read(LOCALES[0]), read(locale));
  loaded.set(locale, messages);
  return messages;
}

function read(locale: Locale): Messages {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), "i18n", locale);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(folder, name), "utf8"))]));
}

/** The texts of `base`, with those of `over` where it has some. */
export function merge(base: Messages, over: Messages): Messages {
  const merged: Messages = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const under = base[key];
    merged[key] = typeof value === "object" && typeof under === "object" ? merge(under, value) : value;
  }
  return merged;
}

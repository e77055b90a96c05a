import format, { type CompiledMessage, type FormatOptions } from "icu-minify/format";
import type { MessageKeys, NamespaceKeys, NestedKeyOf, NestedValueOf, Messages as Texts } from "next-intl";
import { compiledMessages } from "./compiled.ts";
import type { Locale } from "./locales.ts";
import { type Messages, messagesOf } from "./messages.ts";

type Namespace = NamespaceKeys<Texts, NestedKeyOf<Texts>>;
type Key<N extends Namespace> = MessageKeys<NestedValueOf<Texts, N>, NestedKeyOf<NestedValueOf<Texts, N>>>;
type Translator<N extends Namespace> = (key: Key<N>, values?: Record<string, string | number>) => string;

const formatters: FormatOptions["formatters"] = {
  getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args) => new Intl.NumberFormat(...args),
  getPluralRules: (...args) => new Intl.PluralRules(...args),
};

/**
 * The texts of a language where no page is made: in a PDF. They are formatted by what formats those of pages, for next-intl's own translator takes texts
 * apart by itself, and next.config.ts leaves that out of the build: it would hand them back as they are written. @throws for a key that there is not.
 */
export function translatorOf<N extends Namespace>(locale: Locale, namespace: N): Translator<N> {
  const texts = compiledMessages(messagesOf(locale));
  return (key, values) => {
    const text = `${namespace}.${key}`.split(".").reduce<Messages | string | undefined>((under, name) => step(under, name), texts);
    if (text === undefined) throw new Error(`There is no text ${namespace}.${key}`);
    return String(format(text as unknown as CompiledMessage, locale, values, { formatters }));
  };
}

function step(under: Messages | string | undefined, name: string): Messages | string | undefined {
  return typeof under === "object" ? under[name] : undefined;
}

import { Drop, Liquid, type Template } from "liquidjs";
import { formatDate, formatDateTime, formatMoney } from "#lib/kernel/format.ts";
import type { Money } from "#lib/kernel/money.ts";
import { bound, boundOperators, counted, LIMITS } from "./liquid-limits.ts";

/** How a message's reader writes amounts and dates. */
export type Reader = { locale: string; timeZone: string };

/** An amount in a template. `{{ amount }}` and `{{ amount | money }}` both write it for the reader. */
export class MoneyDrop extends Drop {
  readonly #written: string;
  constructor(money: Money, reader: Reader) {
    super();
    this.#written = formatMoney(money, reader.locale);
  }
  override valueOf() {
    return this.#written;
  }
}

/** An instant in a template. `{{ on }}` and `{{ on | date }}` write the day, `{{ on | date: "time" }}` the day and the time. */
export class DateDrop extends Drop {
  readonly #at: Date;
  readonly #reader: Reader;
  constructor(at: Date, reader: Reader) {
    super();
    this.#at = at;
    this.#reader = reader;
  }
  override valueOf() {
    return formatDate(this.#at, this.#reader.locale, this.#reader.timeZone);
  }
  withTime() {
    return formatDateTime(this.#at, this.#reader.locale, this.#reader.timeZone);
  }
}

function engine(escaping: boolean): Liquid {
  const options = { strictVariables: true, strictFilters: true, lenientIf: true, ownPropertyOnly: true, templates: {}, ...LIMITS } as const;
  const liquid = new Liquid({ ...options, operators: boundOperators, outputEscape: escaping ? "escape" : counted });
  liquid.registerFilter("money", (value: unknown) => (value instanceof MoneyDrop ? value.valueOf() : (value ?? "")));
  liquid.registerFilter("date", (value: unknown, style?: string) => {
    if (!(value instanceof DateDrop)) return value ?? "";
    return style === "time" ? value.withTime() : value.valueOf();
  });
  // The built-in `raw` would switch the escaping off.
  liquid.registerFilter("raw", (value: unknown) => value);
  // The built-in one looks at a text again from each "<".
  liquid.registerFilter("strip_html", (value: unknown) => String(value ?? "").replace(/<[^<>]*>/g, ""));
  return bound(liquid);
}

/** Writes every value HTML-escaped. */
export const htmlLiquid = engine(true);
/** Writes values as they are: subjects, text parts, SMS. */
export const textLiquid = engine(false);

export type Parsed = Template[];

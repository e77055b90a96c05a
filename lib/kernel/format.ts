import { decimalsOf } from "./currency.ts";
import { dateFormat, keptOnce, numberFormat } from "./intl.ts";
import { type Money, toDecimal } from "./money.ts";

const RIGHT_TO_LEFT = "\u200f";
const LEFT_TO_RIGHT = "\u200e";

/** "€1,234.50" as `locale` writes it, or "+€1,234.50" of a change. Exact for any size: the digits never become a float. */
export function formatMoney(money: Money, locale: string, signDisplay: "auto" | "exceptZero" = "auto"): string {
  const { currency } = money;
  const digits = decimalsOf(currency);
  const options = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay } as const;
  const format = numberFormat(locale, options);
  return keepSymbolWhole(format.format(toDecimal(money) as Intl.StringNumericLiteral));
}

/** In right-to-left text the sign of "US$" would part from its letters, and a minus would pull them to its other side. */
function keepSymbolWhole(text: string): string {
  return text.startsWith(RIGHT_TO_LEFT) ? text.replace(/\p{Lu}{1,4}\p{Sc}$/u, `${RIGHT_TO_LEFT}$&${LEFT_TO_RIGHT}`) : text;
}

/** "1,234.50" without the currency, for a column whose head names it. */
export function formatAmount(money: Money, locale: string): string {
  const digits = decimalsOf(money.currency);
  const format = numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(toDecimal(money) as Intl.StringNumericLiteral);
}

/** "25.5%" of a rate in parts per million. */
export function formatPpm(ppm: number, locale: string): string {
  const percent = toDecimalPercent(ppm);
  return numberFormat(locale, { style: "percent", maximumFractionDigits: 4 }).format(`${percent}E-2` as Intl.StringNumericLiteral);
}

function toDecimalPercent(ppm: number): string {
  const digits = String(Math.abs(ppm)).padStart(5, "0");
  return `${ppm < 0 ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** With the month's name: "11/12" is read as two different days, and figures with slashes fall apart in right-to-left text. */
const DAY = { day: "numeric", month: "short", year: "numeric" } as const;

/** "22 Nov 2026" as `locale` writes it, on the civil day in `timeZone`. */
export function formatDate(at: Date, locale: string, timeZone: string): string {
  return dateFormat(locale, { ...DAY, timeZone }).format(at);
}

/** "22 Nov 2026, 16:05" as `locale` writes it, in `timeZone`. */
export function formatDateTime(at: Date, locale: string, timeZone: string): string {
  return dayAndTime(locale, timeZone).format(at);
}

const dayAndTime = keptOnce((locale: string, timeZone: string) => dateFormat(locale, { ...DAY, ...timeOf(locale), timeZone }));

/** "4:05 PM", or "04:05" where a day has 24 hours. */
function timeOf(locale: string): Intl.DateTimeFormatOptions {
  const { hour12 } = dateFormat(locale, { hour: "numeric" }).resolvedOptions();
  return { hour: hour12 ? "numeric" : "2-digit", minute: "2-digit" };
}

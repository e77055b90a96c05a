import { directionOf, isLocale, LOCALES } from "#i18n/locales.ts";
import { translatorOf } from "#i18n/translator.ts";
import { formatAmount, formatDate, formatMoney, formatPpm } from "#lib/kernel/format.ts";
import { regionNames } from "#lib/kernel/intl.ts";
import type { InvoiceForPdf } from "./invoice-for-pdf.ts";

/** The words, dates and amounts of one document, in its reader's language. */
export function textsFor({ buyer, currency, timeZone }: InvoiceForPdf) {
  const locale = isLocale(buyer.locale) ? buyer.locale : LOCALES[0];
  const t = translatorOf(locale, "invoice");
  const countries = regionNames(locale);
  const date = (at: Date) => formatDate(at, locale, timeZone);
  return {
    t,
    locale,
    direction: directionOf(locale),
    date,
    /** A period ends where the next begins; people name its last day. */
    period: (start: Date, end: Date) => t("periodRange", { from: date(start), to: date(new Date(end.getTime() - 1)) }),
    amount: (minor: bigint) => formatAmount({ minor, currency }, locale),
    money: (minor: bigint) => formatMoney({ minor, currency }, locale),
    percent: (ppm: number) => formatPpm(ppm, locale),
    country: (code?: string) => (code ? countries.of(code) : undefined),
  };
}

export type Texts = ReturnType<typeof textsFor>;

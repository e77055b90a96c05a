/** Figures as `locale` writes them. */
export const numberFormat = keptOnce((locale: string, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));

/** Dates as `locale` writes them. */
export const dateFormat = keptOnce((locale: string, options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));

/** What countries are called in `locale`. */
export const regionNames = keptOnce((locale: string) => new Intl.DisplayNames(locale, { type: "region" }));

/** Making a format takes longer than writing a hundred figures with it, and there are no more of them than languages and uses: each is made once. */
export function keptOnce<Args extends unknown[], Format>(make: (...args: Args) => Format): (...args: Args) => Format {
  const made = new Map<string, Format>();
  return (...args) => {
    const key = JSON.stringify(args);
    const format = made.get(key) ?? make(...args);
    made.set(key, format);
    return format;
  };
}

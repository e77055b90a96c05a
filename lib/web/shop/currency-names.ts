/** The currencies in use in the world; the runtime's own list has many that are history. */
const IN_USE = (
  "AED ALL AMD ARS AUD AZN BAM BDT BGN BHD BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP ETB EUR GBP GEL GHS GTQ HKD HUF IDR ILS INR IQD ISK " +
  "JMD JOD JPY KES KRW KWD KZT LBP LKR LYD MAD MDL MKD MXN MYR NGN NOK NZD OMR PAB PEN PHP PKR PLN PYG QAR RON RSD RWF SAR SEK SGD THB TND TRY TWD " +
  "TZS UAH UGX USD UYU UZS VND XAF XOF YER ZAR ZMW"
).split(" ");

/** The currencies a shop may sell in, and those of `kept` beside them, in the reader's language and its order. */
export function currencyNames(locale: string, kept: string[]): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  const order = new Intl.Collator(locale);
  return [...new Set([...IN_USE, ...kept])]
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => order.compare(a.name, b.name));
}

/** Proper names, which are the same in each language, of what vendors write otherwise. */
const NAMES: Record<string, string> = {
  amex: "American Express",
  bacs_debit: "Bacs",
  bancontact: "Bancontact",
  blik: "BLIK",
  cartes_bancaires: "Cartes Bancaires",
  diners: "Diners Club",
  eps: "eps",
  ideal: "iDEAL",
  jcb: "JCB",
  paypal: "PayPal",
  sepa_debit: "SEPA",
  unionpay: "UnionPay",
};

/** What a card's network or another brand of payment is called: "Visa", "iDEAL". */
export function brandName(brand: string): string {
  return NAMES[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1).replaceAll("_", " ");
}

/** As long as a text of an answer may be. */
const LONGEST = 5000;
/** How headings of terms call them, in the languages that shops are written in most. */
const NAMES = {
  cancellationPolicy: /cancel|terminat|kündig|résiliation|annulation|cancelaci|disdetta|recesso|opzeg|إلغاء|الغاء|إنهاء/i,
  refundPolicy:
    /refund|money back|withdraw|erstatt|widerruf|rembours|rétractation|reembolso|desistimiento|rimborso|recesso|terugbet|استرداد|استرجاع|العدول/i,
};

/**
 * What a shop's terms (Markdown) say of cancellation and refunds: the parts whose headings name it, else the beginning of all. A bank reads no address, so it is
 * handed the words.
 */
export function policyTexts(terms: string): Record<keyof typeof NAMES, string> {
  const parts = terms.split(/^(?=#{1,6} )/m);
  const partsAbout = (name: RegExp) => parts.filter((part) => name.test(/^#.*/.exec(part)?.[0] ?? "")).join("");
  const textOf = (name: RegExp) => (partsAbout(name) || terms).trim().slice(0, LONGEST);
  return { cancellationPolicy: textOf(NAMES.cancellationPolicy), refundPolicy: textOf(NAMES.refundPolicy) };
}

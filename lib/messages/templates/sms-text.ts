import { segmentsOf } from "./segments.ts";

const PLAIN: Record<string, string> = {
  "\u00a0": " ",
  "\u202f": " ",
  "\u2009": " ",
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u2013": "-",
  "\u2014": "-",
  "\u2026": "...",
};
const TYPOGRAPHIC = /[\u00a0\u202f\u2009\u2018\u2019\u201c\u201d\u2013\u2014\u2026]/g;

/** Plain quotes, dashes and spaces where they alone would make a text cost twice as many segments. */
export function smsText(text: string): string {
  const plain = text.replace(TYPOGRAPHIC, (character) => PLAIN[character]);
  return segmentsOf(plain).encoding === "GSM-7" ? plain : text;
}

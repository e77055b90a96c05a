/** GSM 03.38: the basic alphabet, and the characters that take an escape before them. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const ESCAPED = new Set("\f^{}\\[~]|€");

const SIZES = { "GSM-7": { single: 160, part: 153 }, "UCS-2": { single: 70, part: 67 } };

export type Segments = { encoding: "GSM-7" | "UCS-2"; units: number; segments: number };

/**
 * How an SMS is billed: its encoding, its length in units (septets, or UTF-16 code units) and its number of segments.
 * An escaped character or a surrogate pair is never split between two segments.
 */
export function segmentsOf(text: string): Segments {
  const characters = [...text];
  const encoding = characters.every((character) => BASIC.has(character) || ESCAPED.has(character)) ? "GSM-7" : "UCS-2";
  const sizes = characters.map((character) => (encoding === "UCS-2" ? character.length : ESCAPED.has(character) ? 2 : 1));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { single, part } = SIZES[encoding];
  if (units <= single) return { encoding, units, segments: 1 };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, units, segments };
}

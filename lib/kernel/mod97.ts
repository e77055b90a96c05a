/** The remainder by 97 of a text of digits and capital letters, A being 10 (ISO 7064, as IBAN and creditor references are checked by it). Null for any other text. */
export function mod97(text: string): number | null {
  let rest = 0;
  for (const sign of text) {
    const digit = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(sign);
    if (digit < 0) return null;
    rest = (rest * (digit > 9 ? 100 : 10) + digit) % 97;
  }
  return rest;
}

/** As such numbers are read and typed: in groups of four. */
export function inGroups(text: string): string {
  return text.match(/.{1,4}/g)?.join(" ") ?? "";
}

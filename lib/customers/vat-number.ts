/** A VAT number of the Union as registers know it: the prefix of its country (Greece's is EL), and the rest. */
export type VatNumber = { prefix: string; rest: string };

/** What VIES takes. Source: the questions and answers of ec.europa.eu/taxation_customs/vies, "VAT identification number structure". */
const SHAPES: Record<string, RegExp> = {
  AT: /^U[0-9]{8}$/,
  BE: /^[01][0-9]{9}$/,
  BG: /^[0-9]{9,10}$/,
  CY: /^[0-9]{8}[A-Z]$/,
  CZ: /^[0-9]{8,10}$/,
  DE: /^[0-9]{9}$/,
  DK: /^[0-9]{8}$/,
  EE: /^[0-9]{9}$/,
  EL: /^[0-9]{9}$/,
  ES: /^[A-Z0-9][0-9]{7}[A-Z0-9]$/,
  FI: /^[0-9]{8}$/,
  FR: /^[A-Z0-9]{2}[0-9]{9}$/,
  HR: /^[0-9]{11}$/,
  HU: /^[0-9]{8}$/,
  IE: /^[0-9][A-Z0-9+*][0-9]{5}[A-Z]{1,2}$/,
  IT: /^[0-9]{11}$/,
  LT: /^(?:[0-9]{9}|[0-9]{12})$/,
  LU: /^[0-9]{8}$/,
  LV: /^[0-9]{11}$/,
  MT: /^[0-9]{8}$/,
  NL: /^[A-Z0-9+*]{12}$/,
  PL: /^[0-9]{10}$/,
  PT: /^[0-9]{9}$/,
  RO: /^[0-9]{2,10}$/,
  SE: /^[0-9]{12}$/,
  SI: /^[0-9]{8}$/,
  SK: /^[0-9]{10}$/,
};

/** A number as it is kept (upper case, nothing between); null for one that no country of the Union gives. */
export function readVatNumber(vatId: string): VatNumber | null {
  const [prefix, rest] = [vatId.slice(0, 2), vatId.slice(2)];
  return SHAPES[prefix]?.test(rest) ? { prefix, rest } : null;
}

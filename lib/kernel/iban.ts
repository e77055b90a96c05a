import { unmarked } from "./inputs.ts";
import { mod97 } from "./mod97.ts";

/** An account number as it is kept: without spaces, in capitals. */
export function compactIban(text: string): string {
  return unmarked(text).replace(/\s/g, "").toUpperCase();
}

/** Whether a compact text is an IBAN by its shape and check digits (ISO 13616). */
export function isIban(text: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1;
}

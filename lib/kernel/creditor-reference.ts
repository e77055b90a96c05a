import { createHash } from "node:crypto";
import { mod97 } from "./mod97.ts";

/** Without letters that are taken for digits, or for each other. */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 10;

/** A creditor reference of ISO 11649 (`RF`, two check digits, ten signs) for an id: always the same for the same. */
export function creditorReference(id: string): string {
  const bytes = createHash("sha256").update(id).digest();
  const body = Array.from(bytes.subarray(0, LENGTH), (byte) => SIGNS[byte % SIGNS.length]).join("");
  const check = 98 - mod97(`${body}RF00`)!;
  return `RF${String(check).padStart(2, "0")}${body}`;
}

/** Whether a compact text is such a reference, whoever made it. */
export function isCreditorReference(text: string): boolean {
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1;
}

/**
 * Our references that a text may hold: people and banks set spaces in it, or forget them, or write small letters. One that has a wrong sign is none, for
 * its check digits say so.
 */
export function referencesIn(text: string): string[] {
  const compact = text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const found = new Set<string>();
  for (let at = compact.indexOf("RF"); at >= 0; at = compact.indexOf("RF", at + 1)) {
    const candidate = compact.slice(at, at + LENGTH + 4);
    if (candidate.length === LENGTH + 4 && isCreditorReference(candidate)) found.add(candidate);
  }
  return [...found];
}

import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { z } from "zod";
import type { Tx } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { getSettings } from "#lib/settings/settings.ts";

/** Fewer guesses than a million: on the list of leaked passwords, or one of it with a year behind it, a row of keys, a pattern. */
const TOO_EASY = 2;

const strength = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: 64 });
const KNOWN = new Set(Object.values(dictionary).flat().map(String));
const PRODUCT = "streamtill";

/** @param words what strangers know of whose password it is, e.g. the address */
export function isCommonPassword(plain: string, words: string[] = []): boolean {
  const told = [PRODUCT, ...words.flatMap(partsOf)];
  const word = stemOf(plain);
  return KNOWN.has(word) || told.includes(word) || strength.check(plain, told).score < TOO_EASY;
}

/** "Summer2026!!" → "summer": one word is guessed with whatever digits and signs around it. */
function stemOf(plain: string): string {
  const letters = [...plain.toLowerCase()];
  const isLetter = (character: string) => /\p{L}/u.test(character);
  return letters.slice(letters.findIndex(isLetter), letters.findLastIndex(isLetter) + 1).join("");
}

/** A name or an address: whole, in its words, and in one word. */
function partsOf(text: string): string[] {
  const lower = text.toLowerCase();
  const words = lower.split(/[^\p{L}\p{N}]+/u);
  return [lower, ...words, words.join("")].filter((word) => word.length > 2);
}

/** @throws DomainError `password_common` at `field`, where the account's name or address, or the shop's name, is most of it. */
export async function refuseGuessable(
  { name, email }: { name: string; email: string },
  plain: string,
  field: string,
  client?: Tx,
): Promise<void> {
  const { brand } = await getSettings(client);
  if (isCommonPassword(plain, [name, email, brand.name])) throw new DomainError("password_common", { field });
}

/** A password someone chooses. Long and rare is what counts (NIST SP 800-63B); the upper bound keeps hashing cheap. */
function chosen(length: number, tooShort: string) {
  return z
    .string("required")
    .min(1, "required")
    .min(length, tooShort)
    .max(200, "password_too_long")
    .refine((plain) => plain.length < length || !isCommonPassword(plain), "password_common");
}

export const newViewerPassword = chosen(10, "password_too_short");
export const newOperatorPassword = chosen(12, "password_too_short_operator");

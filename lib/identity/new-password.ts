import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { z } from "zod";

/** Fewer guesses than a million: on the list of leaked passwords, or one of it with a year behind it, a row of keys, a pattern. */
const TOO_EASY = 2;

const strength = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: 64 });

export function isCommonPassword(plain: string): boolean {
  return strength.check(plain).score < TOO_EASY;
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

import { isValidPhoneNumber, parsePhoneNumberWithError } from "libphonenumber-js";
import { z } from "zod";
import { latinDigits, unmarked } from "./inputs.ts";

/** The country of a number as it is kept; null where its code is shared and the number does not tell. */
export function phoneCountry(number: string): string | null {
  return isValidPhoneNumber(number) ? (parsePhoneNumberWithError(number).country ?? null) : null;
}

/** A phone number with its country code ("+49 …", "0049 …", "(+49) …"), kept as E.164; an empty one is none. Spaces, brackets and dashes are fine. */
export const phoneNumber = z
  .string()
  .transform((typed) => latinDigits(unmarked(typed.normalize("NFKC"))).replace(/^(tel:)?\(?(\+|00)/i, "+"))
  .default("")
  .refine((value) => value === "" || isValidPhoneNumber(value), "invalid_phone")
  .transform((value) => (value === "" ? null : parsePhoneNumberWithError(value).number));

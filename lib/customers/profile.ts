import { isValidPhoneNumber, parsePhoneNumberWithError } from "libphonenumber-js";
import { z } from "zod";
import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { isCountry } from "#lib/kernel/country.ts";
import { flag, latinDigits, nameText, optionalCode, optionalLine, optionalVatId, unmarked } from "#lib/kernel/inputs.ts";

const emptyAsNull = (value: string) => value || null;
const orNull = (max: number) => optionalLine(max).transform(emptyAsNull);

export const personName = nameText(120);
export const countryCode = z.string("required").min(1, "required").refine(isCountry, "invalid_country");

/** A phone number with its country code ("+49 …", "0049 …", "(+49) …"), kept as E.164; an empty one is none. Spaces, brackets and dashes are fine. */
export const phoneNumber = z
  .string()
  .transform((typed) => latinDigits(unmarked(typed.normalize("NFKC"))).replace(/^(tel:)?\(?(\+|00)/i, "+"))
  .default("")
  .refine((value) => value === "" || isValidPhoneNumber(value), "invalid_phone")
  .transform((value) => (value === "" ? null : parsePhoneNumberWithError(value).number));

/** What a viewer may change about themselves, as the form sends it. */
export const profile = z.object({
  name: personName,
  phone: phoneNumber,
  company: orNull(120),
  vatId: optionalVatId.transform(emptyAsNull),
  addressLine1: orNull(120),
  addressLine2: orNull(120),
  city: orNull(80),
  region: orNull(80),
  postalCode: optionalCode(20).transform(emptyAsNull),
  country: z.union([z.literal("").transform(() => null), countryCode]).default(null),
  locale: z.enum(["en", "ar"]),
  marketingConsent: flag,
  smsConsent: flag,
});

export type Profile = z.output<typeof profile>;

/** Invoices and transactions keep what was true when they were made. */
export function updateProfile(tx: Tx, id: string, changes: Partial<Profile>): Promise<Customer> {
  return tx.customer.update({ where: { id }, data: { ...changes, updatedAt: now() } });
}

import { isValidPhoneNumber, parsePhoneNumberWithError } from "libphonenumber-js";
import { z } from "zod";
import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

const text = (max: number) => z.string().trim().max(max, "too_long").transform((value) => value || null);
const checkbox = z.union([z.literal("on"), z.undefined()]).transform((value) => value === "on");

export const emailAddress = z.string().trim().toLowerCase().pipe(z.email("invalid_email").max(254, "invalid_email"));
export const personName = z.string().trim().min(1, "required").max(120, "too_long");
export const country = z.string().regex(/^[A-Z]{2}$/, "invalid_country");

/** A phone number with its country code, kept as E.164; an empty one is none. Spaces, brackets and dashes are fine. */
export const phoneNumber = z
  .string()
  .trim()
  .refine((value) => value === "" || isValidPhoneNumber(value), "invalid_phone")
  .transform((value) => (value === "" ? null : parsePhoneNumberWithError(value).number));

/** What a viewer may change about themselves, as the form sends it. */
export const profile = z.object({
  name: personName,
  phone: phoneNumber,
  company: text(120),
  addressLine1: text(120),
  addressLine2: text(120),
  city: text(80),
  region: text(80),
  postalCode: text(20),
  country: z.union([z.literal("").transform(() => null), country]),
  locale: z.enum(["en", "ar"]),
  marketingConsent: checkbox,
  smsConsent: checkbox,
});

export type Profile = z.output<typeof profile>;

/** Invoices and transactions keep what was true when they were made. */
export function updateProfile(tx: Tx, id: string, changes: Partial<Profile>): Promise<Customer> {
  return tx.customer.update({ where: { id }, data: { ...changes, updatedAt: now() } });
}

import { z } from "zod";
import type { Customer } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { flag, optionalCode, optionalLine, optionalVatId } from "#lib/kernel/inputs.ts";
import { phoneNumber } from "#lib/kernel/phone.ts";
import { lockCustomer } from "./lock.ts";
import { noteVatNumber } from "./note-vat-number.ts";
import { countryCode, personName } from "./profile.ts";

const emptyAsNull = (value: string) => value || null;
const orNull = (max: number) => optionalLine(max).transform(emptyAsNull);

/** What a viewer may change about themselves. */
export const saveProfileInput = z.object({
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
export type SaveProfileInput = z.output<typeof saveProfileInput>;

/** A viewer changes what is known of them. Invoices and transactions keep what was true when they were made. */
export function saveProfile(input: SaveProfileInput, customerId: string): Promise<Customer> {
  return transaction(async (tx) => updateProfile(tx, await lockCustomer(tx, customerId), input));
}

/** The same, as a part of something greater, of some fields, and of a customer whose row is locked: what is known already is not written again. */
export async function updateProfile(tx: Tx, customer: Customer, changes: Partial<SaveProfileInput>): Promise<Customer> {
  const isNew = Object.entries(changes).some(([field, value]) => value !== customer[field as keyof SaveProfileInput]);
  if (changes.vatId && changes.vatId !== customer.vatId) await noteVatNumber(tx, changes.vatId);
  return isNew ? tx.customer.update({ where: { id: customer.id }, data: { ...changes, updatedAt: now() } }) : customer;
}

import { z } from "zod";

/** Fields of a filter as a JSON column keeps it. */
export const text = z.string();
export const maybeText = z.string().nullable();
export const maybeInstant = z.iso
  .datetime()
  .transform((written) => new Date(written))
  .nullable();
export const maybeAmount = z.string().regex(/^\d+$/).transform(BigInt).nullable();

export function maybe<const Values extends readonly string[]>(values: Values) {
  return z.enum(values).nullable();
}

export function sortedBy<const By extends readonly string[]>(by: By) {
  return z.object({ by: z.enum(by), descending: z.boolean() }).optional();
}

import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { mayWatch } from "#lib/billing/parts/may-watch.ts";
import { customerByServiceUserId } from "#lib/customers/queries.ts";
import { now } from "#lib/kernel/clock.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { recordFirstLogin, recordFirstLoginInput } from "./record-first-login.ts";

/** `userId` as the viewer typed it into the TV app. */
export const reportFirstLoginInput = z.strictObject({
  userId: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9-]{1,40}$/),
  at: recordFirstLoginInput.shape.at,
});
export type ReportFirstLoginInput = z.output<typeof reportFirstLoginInput>;

/**
 * The TV platform tells that a viewer has signed in to its app, as `recordFirstLogin`. `entitled`: whether they may watch now.
 * @throws 404 `customer_unknown` where nobody has this login.
 */
export async function reportFirstLogin(
  { userId, at }: ReportFirstLoginInput,
  actor: Actor,
): Promise<{ userId: string; firstLoginAt: Date; entitled: boolean }> {
  const customer = await customerByServiceUserId(userId);
  if (!customer) throw notFound("customer_unknown");
  const firstLoginAt = await recordFirstLogin({ customerId: customer.id, at }, actor);
  return { userId, firstLoginAt, entitled: await mayWatch(customer.id, now()) };
}

import { z } from "zod";
import type { Contract } from "#lib/catalog/contract.ts";

/** What of a contract no item keeps: its currency, and the discount that lasts for ever, if it has one. */
export type RecurringTerms = { currency: string; percentPpm: number | null; amountOff: bigint | null };

type Coupon = Pick<Contract, "currency" | "couponDuration" | "couponPercentPpm" | "couponAmount">;

function recurringTerms({ currency, couponDuration, couponPercentPpm, couponAmount }: Coupon): RecurringTerms {
  const lasts = couponDuration === "FOREVER";
  return { currency, percentPpm: lasts ? couponPercentPpm : null, amountOff: lasts ? couponAmount : null };
}

/** For the event of a change: the terms it altered, as they were. The subscription keeps only those of now, and reports of what it was worth are to be made again at any time. */
export function termsThatWere(
  before: Coupon,
  after: Coupon,
): { was?: { currency: string; percentPpm: number | null; amountOff: string | null } } {
  const [was, is] = [recurringTerms(before), recurringTerms(after)];
  const same = was.currency === is.currency && was.percentPpm === is.percentPpm && was.amountOff === is.amountOff;
  return same ? {} : { was: { ...was, amountOff: was.amountOff === null ? null : String(was.amountOff) } };
}

/** The same, as an event has it. */
export const termsOfEvent = z.object({
  currency: z.string(),
  percentPpm: z.int().nullable(),
  amountOff: z.string().transform(BigInt).nullable(),
});

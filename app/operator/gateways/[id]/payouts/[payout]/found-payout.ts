import { cache } from "react";
import { z } from "zod";
import { payoutDetails } from "#lib/reports/payouts.ts";

export type PayoutParams = Promise<{ id: string; payout: string }>;

/** Read once for title and page; null where there is none. */
const details = cache(payoutDetails);

export async function foundPayout(params: PayoutParams) {
  const { id, payout } = await params;
  return z.uuid().safeParse(payout).success ? details(id, payout) : null;
}

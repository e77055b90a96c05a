import { type Share, shareOf } from "#lib/catalog/share.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { creditLine } from "#lib/invoices/lines.ts";
import { type Period, type ProrationPolicy, unusedShare } from "#lib/subscriptions/proration.ts";

/** What was billed and paid for an item in the period that runs, less what was given back of it; in minor units. */
export type Billed = Pick<DraftLine, "description" | "taxRatePpm" | "taxName" | "taxCountry" | "planId" | "priceId" | "itemId"> & {
  lineId: string;
  period: Period;
  net: bigint;
  tax: bigint;
};

type Unused = { billed: Billed[]; at: Date; policy: ProrationPolicy; timeZone: string; taxIncluded: boolean };

/** Credits of what was paid for the time after `at`, discount and tax in it. Each is rounded once. */
export function unusedLines({ billed, at, taxIncluded, ...how }: Unused): DraftLine[] {
  return billed.flatMap(({ lineId, period, net, tax, ...of }) => {
    const given = creditFor({ net, tax }, unusedShare({ ...how, at, period }), taxIncluded);
    if (given.total <= 0n) return [];
    return [creditLine({ ...of, creditsId: lineId, periodStart: at, periodEnd: period.end }, given)];
  });
}

/** Rounded as the price was named: the gross where tax is in it, else the net. */
function creditFor({ net, tax }: { net: bigint; tax: bigint }, share: Share, taxIncluded: boolean) {
  const given = shareOf(tax, share);
  const total = taxIncluded ? shareOf(net + tax, share) : shareOf(net, share) + given;
  return { net: total - given, tax: given, total };
}

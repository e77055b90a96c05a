import type { Contract } from "#lib/catalog/contract.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { ChangeTime } from "#lib/subscriptions/agreed-change.ts";
import { isSameLength } from "#lib/subscriptions/proration.ts";

type Priced = Pick<Contract, "currency" | "amount" | "interval" | "intervalCount" | "billingDay" | "taxIncluded">;

/**
 * When a change takes place: as it is `asked`, or as the settings say for what is more, or less (`isUpgrade`). A period cannot be shared between
 * two lengths, billing days, currencies or rules of tax: then a new one begins.
 */
export function changeTime(from: Priced, to: Priced, asked: ChangeTime | undefined, { changes }: Pick<Settings, "changes">): ChangeTime {
  const time = asked ?? (isUpgrade(from, to) ? changes.upgrades : changes.downgrades);
  const [before, after] = [from, to].map(({ interval, intervalCount }) => ({ unit: interval, count: intervalCount }));
  const sameDays = from.billingDay === to.billingDay && isSameLength(before, after);
  const shares = from.currency === to.currency && from.taxIncluded === to.taxIncluded && sameDays;
  return time === "prorated" && !shares ? "anew" : time;
}

/** Whether it is for longer, or costs at least as much for as long. In another currency nobody can tell: then it is none. */
function isUpgrade(from: Priced, to: Priced): boolean {
  if (from.currency !== to.currency) return false;
  const [before, after] = [from, to].map(({ interval, intervalCount }) => TENTHS[interval] * intervalCount);
  return after === before ? to.amount >= from.amount : after > before;
}

/** In tenths of a day, long enough to tell lengths apart; a year is twelve months. */
const TENTHS = { DAY: 10, WEEK: 70, MONTH: 304, YEAR: 3648 };

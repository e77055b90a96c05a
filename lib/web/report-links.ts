import { bucketDays, type Period } from "#lib/reports/period.ts";
import { pageAddress } from "./page-params.ts";

type Days = Pick<Period, "from" | "to">;

/** The lists whose rows add up to a number of the dashboard. */
export function paymentsHref({ from, to }: Days, more: { currency?: string; gateway?: string; country?: string } = {}): string {
  return pageAddress("/operator/transactions", { kind: "CHARGE", status: "SUCCEEDED", date: "settled", from, to, ...more });
}

export function refundsHref({ from, to }: Days, currency: string): string {
  return pageAddress("/operator/transactions", { kind: "REFUND", status: "SUCCEEDED", date: "settled", from, to, currency });
}

export function moneyMovedHref({ from, to }: Days, currency: string): string {
  return pageAddress("/operator/transactions", { kind: "CHARGE,REFUND", status: "SUCCEEDED", date: "settled", from, to, currency });
}

/** The same for one bucket of a diagram, named by its key. */
export function bucketHref(bucket: string, period: Period, currency: string): string {
  return moneyMovedHref(bucketDays(bucket, period), currency);
}

export function chargesByStateHref({ from, to }: Days, status: string): string {
  return pageAddress("/operator/transactions", { kind: "CHARGE", status, from, to });
}

/** The subscriptions of a plan: every one that ever was active, those in a state now, or those that ended. */
export function planSubscriptionsHref(plan: string, which: "all" | "ended" | "ACTIVE" | "TRIALING" | "PAST_DUE"): string {
  const address = { all: { date: "activated" }, ended: { date: "ended", status: "CANCELED,EXPIRED" } };
  return pageAddress("/operator/subscriptions", { plan, ...(which === "all" || which === "ended" ? address[which] : { status: which }) });
}

/** What was paid for a plan, and given back. */
export function planMoneyHref(plan: string, currency: string): string {
  return pageAddress("/operator/transactions", { plan, currency, kind: "CHARGE,REFUND", status: "SUCCEEDED" });
}

export const ACTIVE_SUBSCRIPTIONS = "/operator/subscriptions?status=ACTIVE,TRIALING,PAST_DUE";

export function gainedHref({ from, to }: Days): string {
  return pageAddress("/operator/subscriptions", { date: "activated", from, to });
}

export function lostHref({ from, to }: Days): string {
  return pageAddress("/operator/subscriptions", { date: "ended", from, to });
}

import type { SubscriptionStatus } from "#lib/db/generated/client.ts";
import type { FunnelBy, FunnelStep } from "#lib/reports/funnel.ts";
import { bucketDays, type Period } from "#lib/reports/period.ts";
import { ENDED } from "#lib/subscriptions/state.ts";
import { pageAddress } from "./page-params.ts";

type Days = Pick<Period, "from" | "to">;

/** What payments are narrowed to, as the addresses of lists say it. */
export type Narrowed = { plan?: string | null; gateway?: string | null; country?: string | null };
export type PaymentsOf = Narrowed & { currency: string };

/** The lists whose rows add up to a number of the dashboard. */
export function paymentsHref({ from, to }: Days, of: PaymentsOf): string {
  return pageAddress("/operator/transactions", { kind: "CHARGE", status: "SUCCEEDED", date: "settled", from, to, ...of });
}

export function refundsHref({ from, to }: Days, of: PaymentsOf): string {
  return pageAddress("/operator/transactions", { kind: "REFUND", status: "SUCCEEDED", date: "settled", from, to, ...of });
}

export function moneyMovedHref({ from, to }: Days, of: PaymentsOf, hour?: string): string {
  return pageAddress("/operator/transactions", { kind: "CHARGE,REFUND", status: "SUCCEEDED", date: "settled", from, to, hour, ...of });
}

/** The same for one bucket of a diagram, named by its key. */
export function bucketHref(bucket: string, period: Period, of: PaymentsOf): string {
  return moneyMovedHref(bucketDays(bucket, period), of, period.unit === "hour" ? bucket.slice(11) : undefined);
}

export function chargesByStateHref({ from, to }: Days, status: string, of: Narrowed = {}): string {
  return pageAddress("/operator/transactions", { kind: "CHARGE", status, from, to, ...of });
}

const OF_PLAN = { all: {}, ended: { date: "ended", status: ENDED.join(",") }, unbegun: { begun: "no" } };

/** The subscriptions of a plan (null: of all): every one, those in a state now, those that ended, or those that never began. */
export function planSubscriptionsHref(plan: string | null, which: keyof typeof OF_PLAN | SubscriptionStatus): string {
  return pageAddress("/operator/subscriptions", {
    plan,
    ...(which in OF_PLAN ? OF_PLAN[which as keyof typeof OF_PLAN] : { status: which }),
  });
}

/** What was paid for a plan (null: for all), and given back. */
export function planMoneyHref(plan: string | null, currency: string): string {
  return pageAddress("/operator/transactions", { plan, currency, kind: "CHARGE,REFUND", status: "SUCCEEDED" });
}

/** The subscriptions that were active when the period's last day ended. */
export function activeHref({ to }: Pick<Days, "to">, plan?: string): string {
  return pageAddress("/operator/subscriptions", { active: to, plan });
}

export function gainedHref({ from, to }: Days, plan?: string): string {
  return pageAddress("/operator/subscriptions", { date: "activated", from, to, plan });
}

export function lostHref({ from, to }: Days, plan?: string): string {
  return pageAddress("/operator/subscriptions", { date: "ended", from, to, plan });
}

export function visitorsHref({ from, to }: Days, of: { step: FunnelStep } & Partial<Record<FunnelBy, string>>): string {
  return pageAddress("/operator/visitors", { ...of, from, to });
}

/** Who failed to pay today, and has not paid since. */
export const FAILED_HREF = "/operator/transactions?trouble=failed";

/** What waits for somebody; messages since a civil day. */
export function attentionHrefs(since: string) {
  return {
    unresolved: "/operator/transactions?status=UNKNOWN",
    pastDue: "/operator/subscriptions?status=PAST_DUE",
    held: "/operator/communications?status=HELD",
    failed: pageAddress("/operator/communications", { status: "FAILED", from: since }),
    bounced: pageAddress("/operator/communications", { status: "BOUNCED", from: since }),
    kept: pageAddress("/operator/communications", { status: "KEPT", kind: "EMAIL", from: since }),
    replacedTexts: "/operator/templates",
    disputed: "/operator/transactions?trouble=disputed",
    returned: "/operator/transactions?trouble=returned",
    contradicted: "/operator/transactions?trouble=contradicted",
    notices: "/operator/notices?state=open",
    charges: "/operator/customers?charges=waiting",
    stuckEvents: "/operator/events?state=failed",
    differences: "/operator/gateways",
    unknownMethods: "/operator/gateways",
    silentGateways: "/operator/gateways",
    silentStores: "/operator/stores",
    unlinkedPurchases: "/operator/stores?state=unlinked",
    unmappedPurchases: "/operator/stores?state=unmapped",
    paidTwice: "/operator/stores?state=twice",
  };
}

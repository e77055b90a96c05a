import { z } from "zod";
import { SubscriptionStatus } from "#lib/db/generated/client.ts";
import { exportedList } from "#lib/exports/exported-list.ts";
import { maybeText, sortedBy, text } from "#lib/exports/filter-fields.ts";
import { type SubscriptionRow, subscriptionCount, subscriptionList } from "#lib/reports/subscription-list.ts";

export const exportedSubscriptions = exportedList({
  filter: z.object({
    sorting: sortedBy(["created"]),
    q: text,
    status: z.array(z.enum(SubscriptionStatus)),
    planId: maybeText,
    currency: maybeText,
    date: z.enum(["created", "activated", "ended", "renews"]),
    from: maybeText,
    to: maybeText,
    activeOn: maybeText,
    unbegun: z.boolean(),
    canceling: z.boolean(),
  }),
  columns: {
    number: (row: SubscriptionRow) => row.number,
    status: (row) => row.status.toLowerCase(),
    name: (row) => row.name,
    email: (row) => row.email,
    plan: (row) => row.plan,
    currency: (row) => row.currency,
    amount: (row) => ({ minor: row.amount, currency: row.currency }),
    interval: (row) => row.interval.toLowerCase(),
    interval_count: (row) => row.intervalCount,
    created_at: (row) => row.createdAt,
    period_ends_at: (row) => row.currentPeriodEnd,
    renews_at: (row) => row.renewsAt,
    grace_ends_at: (row) => row.graceUntil,
    ended_at: (row) => row.endedAt,
    ends_with_period: (row) => (row.cancelAtPeriodEnd ? "yes" : "no"),
  },
  page: subscriptionList,
  count: subscriptionCount,
});

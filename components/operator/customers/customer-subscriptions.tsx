import Link from "next/link";
import { useTranslations } from "next-intl";
import type { CustomerDetails } from "#lib/reports/customer-details.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { StatusBadge } from "../status-badge.tsx";
import { NextStep } from "../subscriptions/next-step.tsx";
import { SubscriptionActions } from "../subscriptions/subscription-actions.tsx";
import { TermPrice } from "../subscriptions/term-price.tsx";

/** A viewer's subscriptions, the newest first; those who may send a reminder from here. */
export function CustomerSubscriptions({
  subscriptions,
  remind,
}: {
  subscriptions: CustomerDetails["subscriptions"];
  remind?: FormAction<void>;
}) {
  const t = useTranslations("operator-customers");
  if (subscriptions.length === 0) return <p className="text-sm text-muted">{t("noSubscriptions")}</p>;
  return (
    <ul className="grid gap-3 text-sm">
      {subscriptions.map((subscription) => (
        <li key={subscription.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-xl border px-4 py-3">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              <Link href={`/operator/subscriptions?open=${subscription.id}`} className="hover:underline">
                <bdi>{subscription.plan.name}</bdi>
              </Link>
              <StatusBadge kind="subscription" status={subscription.status} />
            </p>
            <p className="mt-0.5 flex flex-wrap gap-x-4 text-muted">
              <TermPrice
                amount={subscription.amount}
                currency={subscription.currency}
                interval={subscription.interval}
                intervalCount={subscription.intervalCount}
              />
              <NextStep step={subscription.next} />
            </p>
          </div>
          <SubscriptionActions
            subscriptionId={subscription.id}
            state={{
              live: subscription.next.kind !== "ended" && subscription.next.kind !== "unfinished",
              canceling: subscription.cancelAtPeriodEnd,
              undoable: false,
              pastDue: subscription.status === "PAST_DUE",
              paused: subscription.next.kind === "resumes" ? "now" : subscription.next.kind === "pauses" ? "later" : null,
              cancels: null,
            }}
            remind={remind}
          />
        </li>
      ))}
    </ul>
  );
}

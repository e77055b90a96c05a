import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { ExportMenu } from "#components/operator/exports/export-menu.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { ListCount } from "#components/operator/list-count.tsx";
import { ListHead } from "#components/operator/list-head.tsx";
import { PlanTotalsTable } from "#components/operator/subscriptions/plan-totals-table.tsx";
import { SubscriptionActions } from "#components/operator/subscriptions/subscription-actions.tsx";
import { SubscriptionFilters } from "#components/operator/subscriptions/subscription-filters.tsx";
import { SubscriptionPanel } from "#components/operator/subscriptions/subscription-panel.tsx";
import { SubscriptionTable } from "#components/operator/subscriptions/subscription-table.tsx";
import { Repeat } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { endingChoices } from "#lib/billing/ending/ending-choices.ts";
import { shownTransfer } from "#lib/billing/parts/by-transfer.ts";
import { nextInvoice } from "#lib/billing/parts/next-amount.ts";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { NONE } from "#lib/kernel/counted.ts";
import { listChoices } from "#lib/reports/list-choices.ts";
import { periodOf } from "#lib/reports/period.ts";
import { subscriptionDetails } from "#lib/reports/subscription-details.ts";
import { SUBSCRIPTION_SORTS, subscriptionCount, subscriptionList } from "#lib/reports/subscription-list.ts";
import { planTotalsTable, runningSubscriptions } from "#lib/reports/subscriptions.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { SUBSCRIPTION_STATUSES } from "#lib/subscriptions/state.ts";
import { closedPlaces } from "#lib/web/lists/closed-places.ts";
import { listLook } from "#lib/web/lists/list-look.ts";
import { listAt, NO_ROWS } from "#lib/web/lists/list-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { ask } from "../exports/actions.ts";
import { LIST_TOOLS } from "../list-tools.ts";
import { cancel, drop, recordPaidAhead, remind, resume, undo } from "./actions.ts";
import { DATES, readSubscriptionParams } from "./params.ts";

const PATH = "/operator/subscriptions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator-subscriptions");
  return { title: t("title") };
}

export default async function SubscriptionsPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const settings = await requestSettings();
  const { company, market } = settings;
  const { filter, kept, sorting, unreadable, cursor, open } = await readSubscriptionParams(searchParams);
  const month = periodOf({ choice: "30d", from: null, to: null }, company.timeZone, now());
  const [plans, running, looked, page, { count, more }, details, choices, t, format] = await Promise.all([
    planTotalsTable(company.timeZone),
    runningSubscriptions(month),
    listLook("subscriptions", operator, kept),
    isFiltered(unreadable) ? NO_ROWS : subscriptionList(filter, company.timeZone, cursor),
    isFiltered(unreadable) ? NONE : subscriptionCount(filter, company.timeZone),
    open ? subscriptionDetails(open) : null,
    listChoices(market.currencies, market.defaultCurrency),
    getTranslations("operator-subscriptions"),
    getFormatter(),
  ]);
  const look = { ...looked, ...LIST_TOOLS };
  const list = listAt(PATH, SUBSCRIPTION_SORTS, { kept, sorting, unreadable, cursor });
  const next = details && (await nextInvoice(details.id, settings));
  const mayExport = may(operator.role, "lists.export") && !isFiltered(unreadable);
  const mayWrite = may(operator.role, "subscriptions.write");

  return (
    <>
      <PageHeader title={t("title")} actions={mayExport && <ExportMenu list="subscriptions" kept={kept} ask={ask} />} />
      {plans.length > 0 && (
        <div className="mb-5">
          <PlanTotalsTable plans={plans} running={running.byPlan} chosen={filter.planId} />
        </div>
      )}
      <SubscriptionFilters {...list} statuses={SUBSCRIPTION_STATUSES} dates={DATES} currencies={choices.currencies} plans={choices.plans} />
      <ListBody
        {...list}
        head={<ListHead {...list} page={page} look={look} />}
        page={page}
        icon={<Repeat aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        summary={<ListCount more={more}>{t(more ? "countedUp" : "count", { plural: count, count: format.number(count) })}</ListCount>}
        details={
          details && (
            <SubscriptionPanel
              closed={closedPlaces(operator.role)}
              subscription={details}
              nextInvoice={next === "unknown" ? null : next}
              transfer={await shownTransfer(details, settings)}
              record={may(operator.role, "payments.record") ? recordPaidAhead : undefined}
              closeHref={list.closeHref}
              actions={
                details.live && (
                  <SubscriptionActions
                    subscriptionId={details.id}
                    state={{
                      live: true,
                      canceling: details.cancelAtPeriodEnd,
                      pastDue: details.status === "PAST_DUE",
                      paused: details.next.kind === "resumes" ? "now" : details.next.kind === "pauses" ? "later" : null,
                      ...(await endingChoices(details, "OPERATOR", settings)),
                    }}
                    cancel={mayWrite ? cancel : undefined}
                    undo={mayWrite ? undo : undefined}
                    drop={mayWrite && details.scheduledChange ? drop : undefined}
                    resume={mayWrite ? resume : undefined}
                    pause={mayWrite && details.next.kind === "renews" ? `${PATH}/${details.id}/pause` : undefined}
                    change={mayWrite ? `${PATH}/${details.id}/change` : undefined}
                    remind={may(operator.role, "messages.send") ? remind : undefined}
                  />
                )
              }
            />
          )
        }
      >
        <SubscriptionTable rows={page.rows} open={open} hrefOf={list.hrefOf} sort={list.sort} look={look} />
      </ListBody>
    </>
  );
}

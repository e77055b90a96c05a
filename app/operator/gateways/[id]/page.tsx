import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeclineList } from "#components/operator/gateways/decline-list.tsx";
import { DifferencePanel } from "#components/operator/gateways/difference-panel.tsx";
import { DifferenceTable } from "#components/operator/gateways/difference-table.tsx";
import { GatewayFigures } from "#components/operator/gateways/gateway-figures.tsx";
import { HealthBadge } from "#components/operator/gateways/health-badge.tsx";
import { MonthlyFees } from "#components/operator/gateways/monthly-fees.tsx";
import { NewestPayouts } from "#components/operator/gateways/newest-payouts.tsx";
import { RateTable } from "#components/operator/gateways/rate-table.tsx";
import { SuccessDays } from "#components/operator/gateways/success-days.tsx";
import { WaitingList } from "#components/operator/gateways/waiting-list.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { choice, ListFilters } from "#components/operator/list-filters.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Section } from "#components/ui/card.tsx";
import { CircleCheck } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MAY, may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import { gateway } from "#lib/payments/registry.ts";
import { declineReasons, gatewayDays, waitingPayments } from "#lib/reports/gateway-days.ts";
import {
  DIFFERENCE_KINDS,
  DIFFERENCE_SORTS,
  DIFFERENCE_STATES,
  gatewayDifference,
  gatewayDifferences,
} from "#lib/reports/gateway-differences.ts";
import { gatewayFees } from "#lib/reports/gateway-fees.ts";
import { gatewayHealth } from "#lib/reports/gateway-health.ts";
import { payouts } from "#lib/reports/payouts.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { gatewayHref } from "#lib/web/lists/gateway-links.ts";
import { LIST_PARAMS, listAt, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { decide, linkFound } from "../actions.ts";
import { labelOf } from "./label-of.ts";

const PARAMS = { ...LIST_PARAMS, state: choiceParam(DIFFERENCE_STATES), kind: choiceParam(DIFFERENCE_KINDS) };

const NEWEST = 5;
const NO_FILTER = { q: "", status: null, from: null, to: null };

type Params = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: await labelOf((await params).id) };
}

export default async function GatewayPage({ params, searchParams }: Params) {
  const operator = await requireOperator(MAY["gateways.read"]);
  const { id } = await params;
  const label = await labelOf(id);
  const [{ company }, t, any, { asked, kept, sorting, unreadable, cursor, open }] = await Promise.all([
    requestSettings(),
    getTranslations("operator-gateways"),
    getTranslations("operator.filters"),
    readList(PARAMS, DIFFERENCE_SORTS, searchParams),
  ]);
  const [[health], days, differences, difference] = await Promise.all([
    gatewayHealth([id], now(), company.timeZone),
    gatewayDays(id, now(), company.timeZone),
    isFiltered(unreadable) ? NO_ROWS : gatewayDifferences(id, { ...asked, sorting }, company.timeZone, cursor),
    open ? gatewayDifference(id, open) : null,
  ]);
  const since = days[0].day;
  const [declines, waiting, fees, newest] = await Promise.all([
    declineReasons(id, startOfDay(Temporal.PlainDate.from(since), company.timeZone)),
    waitingPayments(id),
    gatewayFees(id, now(), company.timeZone),
    payouts(id, NO_FILTER, company.timeZone, null, NEWEST),
  ]);
  const { payouts: tells, payoutsNeed: needs } = gateway(id) ?? {};
  const path = gatewayHref(id);
  const list = listAt(path, DIFFERENCE_SORTS, { kept, sorting, unreadable, cursor });
  return (
    <>
      <PageHeader title={label} back={{ href: "/operator/gateways", label: t("title") }} actions={<HealthBadge state={health.state} />} />
      {health.sweepError && (
        <Alert tone="warning" title={t("sweepFailed")} className="mb-6">
          <p dir="auto" className="font-mono text-xs break-words">
            {health.sweepError}
          </p>
        </Alert>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <div className="grid gap-6 lg:grid-cols-2">
          <Section title={t("now")} description={t("nowText")}>
            <GatewayFigures health={health} lists={Boolean(gateway(id)?.listed)} />
          </Section>
          <Section title={t("rates.title")} description={t("rates.text")}>
            <RateTable id={id} gateway={label} rates={health.rates} />
          </Section>
          <Section title={t("days.title")} description={t("days.text")}>
            <SuccessDays gateway={id} days={days} />
          </Section>
          <Section title={t("declines.title")} description={t("declines.text")}>
            <DeclineList gateway={id} since={since} rows={declines} />
          </Section>
        </div>
        <Section title={t("waiting.title")} description={t("waiting.text")}>
          <WaitingList rows={waiting} />
        </Section>
        {fees.length > 0 && (
          <Section title={t("fees.title")} description={t("fees.text")}>
            <MonthlyFees gateway={label} rows={fees} />
          </Section>
        )}
        {(tells || needs || newest.rows.length > 0) && <NewestPayouts gateway={id} page={newest} needs={needs} />}
        <Section title={t("difference.title")} description={t("difference.text")}>
          <ListFilters
            {...list}
            search={t("difference.search")}
            filters={[
              choice({
                name: "state",
                label: t("difference.state"),
                any: any("anyStatus"),
                values: DIFFERENCE_STATES,
                labelOf: (value) => t(`difference.states.${value}`),
              }),
              choice({
                name: "kind",
                label: t("difference.what"),
                any: t("difference.anyKind"),
                values: DIFFERENCE_KINDS,
                labelOf: (value) => t(`difference.kind.${value}.label`),
              }),
            ]}
          />
          <ListBody
            {...list}
            page={differences}
            icon={<CircleCheck aria-hidden />}
            empty={{ title: t("difference.empty.title"), text: gateway(id)?.listed ? t("difference.empty.text") : t("noLists") }}
            details={
              difference && (
                <DifferencePanel
                  difference={difference}
                  closeHref={list.closeHref}
                  actions={may(operator.role, "differences.decide") ? { link: linkFound, decide } : undefined}
                />
              )
            }
          >
            <DifferenceTable rows={differences.rows} open={difference?.id ?? null} hrefOf={list.hrefOf} sort={list.sort} />
          </ListBody>
        </Section>
      </div>
    </>
  );
}

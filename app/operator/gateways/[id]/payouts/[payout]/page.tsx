import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PayoutFacts } from "#components/operator/gateways/payout-facts.tsx";
import { PayoutLineTable } from "#components/operator/gateways/payout-line-table.tsx";
import { PayoutSums } from "#components/operator/gateways/payout-sums.tsx";
import { PayoutBadge } from "#components/operator/gateways/payout-table.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { choice, ListFilters } from "#components/operator/list-filters.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Landmark } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MAY, may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { PAYOUT_LINE_KINDS, PAYOUT_LINE_SORTS, payoutLines } from "#lib/reports/payouts.ts";
import { payoutHref, payoutsHref } from "#lib/web/lists/gateway-links.ts";
import { listAt, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, isFiltered, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { foundPayout, type PayoutParams } from "./found-payout.ts";

const PARAMS = { q: textParam(), kind: choiceParam(PAYOUT_LINE_KINDS), match: choiceParam(["unknown"]) };

export async function generateMetadata({ params }: { params: PayoutParams }): Promise<Metadata> {
  const { reference } = (await foundPayout(params)) ?? notFound();
  return { title: (await getTranslations("operator-gateways.payouts"))("one", { reference }) };
}

/** A payout, what it comes to by kind, and each line of it. */
export default async function PayoutPage({ params, searchParams }: { params: PayoutParams; searchParams: SearchParams }) {
  const operator = await requireOperator(MAY["gateways.read"]);
  const [payout, t, read] = await Promise.all([
    foundPayout(params),
    getTranslations("operator-gateways.payouts"),
    readList(PARAMS, PAYOUT_LINE_SORTS, searchParams),
  ]);
  if (!payout) notFound();
  const { asked, sorting, unreadable, cursor } = read;
  const { id, gateway, reference, status, currency, itemised, error } = payout;
  const lines = isFiltered(unreadable) ? NO_ROWS : await payoutLines(id, { ...asked, sorting }, cursor);
  const path = payoutHref(gateway, id);
  const list = listAt(path, PAYOUT_LINE_SORTS, read);
  return (
    <>
      <PageHeader
        title={<bdi className="break-all">{t("one", { reference })}</bdi>}
        back={{ href: payoutsHref(gateway), label: t("title") }}
        actions={
          <>
            <PayoutBadge status={status} />
            {may(operator.role, "payments.export") && lines.rows.length > 0 && (
              <ButtonLink href={`${path}/csv`} prefetch={false} download>
                {t("export")}
              </ButtonLink>
            )}
          </>
        }
      />
      {error && (
        <Alert tone="warning" title={t("failed")} className="mb-6">
          <p dir="auto" className="font-mono text-xs break-words">
            {error}
          </p>
        </Alert>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-2">
          <Section title={t("facts")}>
            <PayoutFacts payout={payout} />
          </Section>
          <Section title={t("sums.title")} description={t("sums.text")}>
            <PayoutSums payout={payout} />
          </Section>
        </div>
        <Section title={t("lines.title")} description={t("lines.text")}>
          <ListFilters
            {...list}
            search={t("lines.search")}
            filters={[
              choice({
                name: "kind",
                label: t("lines.kind"),
                any: t("lines.anyKind"),
                values: PAYOUT_LINE_KINDS,
                labelOf: (value) => t(`kind.${value}`),
              }),
              choice({
                name: "match",
                label: t("lines.match"),
                any: t("lines.anyMatch"),
                values: ["unknown"],
                labelOf: (value) => t(`lines.matches.${value}`),
              }),
            ]}
          />
          <ListBody
            {...list}
            page={lines}
            icon={<Landmark aria-hidden />}
            empty={{ title: t("lines.empty.title"), text: itemised ? t("lines.empty.text") : t("lines.empty.never") }}
          >
            <PayoutLineTable rows={lines.rows} currency={currency} sort={list.sort} />
          </ListBody>
        </Section>
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { LawTable } from "#components/operator/catalog/law-table.tsx";
import { MovePriceForm } from "#components/operator/catalog/move-price-form.tsx";
import { PriceMoveProgress } from "#components/operator/catalog/price-move-progress.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { countryNames } from "#lib/kernel/country-names.ts";
import { formatMoney } from "#lib/kernel/format.ts";
import { planForOperator } from "#lib/reports/plans.ts";
import { priceMovesFrom, untoldOf } from "#lib/reports/price-moves.ts";
import { PRICE_LAWS } from "#lib/subscriptions/price-law.ts";
import { idParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { movePriceAction, stopPriceMoveAction, tellPriceAgainAction } from "../../actions.ts";

/** `price`: whose subscribers are moved. */
const PARAMS = { price: idParam() };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-plans"))("priceMove.title") };
}

/** Another price for those who subscribe already: begun, followed and stopped here. */
export default async function MovePage({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: SearchParams }) {
  await requireOperator(MAY["prices.write"]);
  const [{ price: from }, locale, t, common] = await Promise.all([
    readParams(PARAMS, searchParams),
    getLocale(),
    getTranslations("operator-plans"),
    getTranslations("common"),
  ]);
  const id = z.uuid().safeParse((await params).id);
  const plan = id.success ? await planForOperator(id.data) : null;
  const price = plan?.prices.find((one) => one.id === from);
  if (!plan || !price) notFound();
  const moves = await priceMovesFrom(price.id);
  const untold = await Promise.all(moves.map((move) => (move.stands.undelivered > 0 ? untoldOf(move.id) : [])));
  const to = plan.prices.filter(
    (one) =>
      one.id !== price.id &&
      !one.archivedAt &&
      one.interval === price.interval &&
      one.intervalCount === price.intervalCount &&
      one.billingDay === price.billingDay &&
      one.taxIncluded === price.taxIncluded,
  );
  const countries = countryNames(locale);
  return (
    <>
      <PageHeader
        back={{ href: `/operator/plans/${plan.id}`, label: plan.name }}
        title={t("priceMove.title")}
        description={t("priceMove.description", {
          plan: plan.name,
          every: common(`every.${price.interval}`, { count: price.intervalCount }),
          count: price.subscriptions,
        })}
      />
      <div className="grid max-w-5xl grid-cols-1 gap-6">
        {moves.map((move, index) => (
          <PriceMoveProgress key={move.id} move={move} untold={untold[index]} stop={stopPriceMoveAction} again={tellPriceAgainAction} />
        ))}
        {!moves.some(({ underWay }) => underWay) &&
          (to.length === 0 ? (
            <Alert title={t("priceMove.noPrice")}>{t("priceMove.noPriceText")}</Alert>
          ) : (
            <Section title={t("priceMove.new")} description={t("priceMove.newText")}>
              <MovePriceForm
                from={price.id}
                to={to.map(({ id: value, amounts }) => ({
                  id: value,
                  name: amounts.map(({ currency, amount }) => formatMoney({ minor: amount, currency }, locale)).join(" · "),
                }))}
                countries={countries}
                action={movePriceAction}
              />
            </Section>
          ))}
        <Section title={t("law.title")} description={t("law.text")}>
          <LawTable laws={PRICE_LAWS} countries={countries} />
        </Section>
      </div>
    </>
  );
}

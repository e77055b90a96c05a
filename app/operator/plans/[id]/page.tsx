import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { OutOfLimits } from "#components/operator/catalog/out-of-limits.tsx";
import { PlanForm } from "#components/operator/catalog/plan-form.tsx";
import { PriceDialog } from "#components/operator/catalog/price-dialog.tsx";
import { PriceTable } from "#components/operator/catalog/price-table.tsx";
import { StatusBadge } from "#components/operator/status-badge.tsx";
import { StoreProducts } from "#components/operator/stores/store-products.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Plus } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { paymentsOutOfLimits } from "#lib/billing/parts/payments-out-of-limits.ts";
import { PLAN_STATUSES } from "#lib/catalog/state.ts";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { countryNames } from "#lib/kernel/country-names.ts";
import { type OperatorPlan, planForOperator } from "#lib/reports/plans.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { STORES } from "#lib/stores/plugins.ts";
import { productsOf } from "#lib/stores/queries.ts";
import { mapProductAction, unmapProductAction } from "../../stores/actions.ts";
import { archivePriceAction, savePlanAction, savePriceAction } from "../actions.ts";
import { editablePrice, newPrice } from "../editable-price.ts";
import { previewPrices } from "../preview-prices.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await findPlan(params)).name };
}

export default async function PlanPage({ params }: Props) {
  const [operator, t, locale, settings] = await Promise.all([
    requireOperator(),
    getTranslations("operator-plans"),
    getLocale(),
    requestSettings(),
  ]);
  const { market } = settings;
  const plan = await findPlan(params);
  const products = await productsOf(plan.id);
  const mayPrice = may(operator.role, "prices.write");
  const add = mayPrice && (
    <PriceDialog
      price={newPrice(plan.id, market)}
      action={savePriceAction}
      trigger={
        <Button variant={plan.prices.length === 0 ? "primary" : "secondary"} size="sm">
          <Plus aria-hidden />
          {t("price.new")}
        </Button>
      }
    />
  );
  return (
    <>
      <PageHeader
        back={{ href: "/operator/plans", label: t("title") }}
        title={
          <span className="flex flex-wrap items-center gap-3">
            {plan.name} <StatusBadge kind="plan" status={plan.status} />
          </span>
        }
        description={t("subscribers", { count: plan.subscriptions })}
        actions={
          plan.onSale && (
            <ButtonLink href={`/plans/${plan.slug}`} target="_blank">
              {t("openInShop")}
            </ButtonLink>
          )
        }
      />
      <PlanForm
        key={plan.id}
        id={plan.id}
        statuses={PLAN_STATUSES}
        plan={plan}
        prices={previewPrices(plan.prices, market)}
        countries={countryNames(locale)}
        action={savePlanAction}
        readOnly={!may(operator.role, "catalog.write")}
      >
        <Section title={t("price.title")} description={t("price.description")} actions={plan.prices.length > 0 && add}>
          <OutOfLimits payments={paymentsOutOfLimits([plan], settings)} />
          {plan.prices.length === 0 ? (
            <Alert tone="warning" title={t("price.none")} action={add}>
              {t("price.noneText")}
            </Alert>
          ) : (
            <PriceTable
              prices={plan.prices}
              editable={(price) => editablePrice(price, market)}
              actions={mayPrice ? { save: savePriceAction, archive: archivePriceAction } : undefined}
            />
          )}
        </Section>
      </PlanForm>
      <div className="mt-4 max-w-3xl">
        <StoreProducts
          planId={plan.id}
          products={products}
          stores={STORES.map(({ id, label }) => ({ id, label }))}
          actions={may(operator.role, "catalog.write") ? { map: mapProductAction, unmap: unmapProductAction } : undefined}
        />
      </div>
    </>
  );
}

async function findPlan(params: Props["params"]): Promise<OperatorPlan> {
  const id = z.uuid().safeParse((await params).id);
  return (id.success && (await planForOperator(id.data))) || notFound();
}

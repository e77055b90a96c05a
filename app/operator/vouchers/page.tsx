import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MakeVouchers } from "#components/operator/vouchers/make-vouchers.tsx";
import { VoucherBatchTable } from "#components/operator/vouchers/voucher-batch-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Wallet } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { plansForOperator } from "#lib/reports/plans.ts";
import { voucherBatches } from "#lib/reports/vouchers.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { makeVouchersAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-vouchers"))("title") };
}

export default async function VouchersPage() {
  const [operator, t, common, settings] = await Promise.all([
    requireOperator(),
    getTranslations("operator-vouchers"),
    getTranslations("common"),
    requestSettings(),
  ]);
  const [batches, plans] = await Promise.all([voucherBatches(), plansForOperator()]);
  const terms = plans
    .filter((plan) => !plan.archived)
    .flatMap((plan) =>
      plan.prices
        .filter((price) => !price.archivedAt)
        .map((price) => ({ id: price.id, name: `${plan.name}: ${common(`length.${price.interval}`, { count: price.intervalCount })}` })),
    );
  const add = may(operator.role, "vouchers.write") && (
    <MakeVouchers terms={terms} currencies={settings.market.currencies} action={makeVouchersAction} />
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={batches.length > 0 && add} />
      {batches.length === 0 ? (
        <EmptyState icon={<Wallet aria-hidden />} title={t("empty.title")} action={add}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <VoucherBatchTable batches={batches} />
      )}
    </>
  );
}

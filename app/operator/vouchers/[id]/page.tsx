import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { VoucherTable } from "#components/operator/vouchers/voucher-table.tsx";
import { VoucherValue } from "#components/operator/vouchers/voucher-value.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Download } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { type VoucherBatchDetails, voucherBatch } from "#lib/reports/vouchers.ts";
import { revokeVouchersAction } from "../actions.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireOperator();
  return { title: (await found(params)).name };
}

export default async function VoucherBatchPage({ params }: Props) {
  const [operator, t] = await Promise.all([requireOperator(), getTranslations("operator-vouchers")]);
  const batch = await found(params);
  const mayWrite = may(operator.role, "vouchers.write");
  return (
    <>
      <PageHeader
        back={{ href: "/operator/vouchers", label: t("title") }}
        title={
          <span className="flex flex-wrap items-center gap-3">
            <bdi>{batch.name}</bdi> {batch.revokedAt && <Badge>{t("states.revoked")}</Badge>}
          </span>
        }
        description={<VoucherValue batch={batch} />}
        actions={
          mayWrite && (
            <span className="flex flex-wrap gap-2">
              {(["pdf", "csv"] as const).map((format) => (
                <a key={format} href={`/operator/vouchers/${batch.id}/${format}`} className={buttonClass({})}>
                  <Download aria-hidden />
                  {t(`download.${format}`)}
                </a>
              ))}
              {!batch.revokedAt && (
                <ConfirmAction
                  action={revokeVouchersAction}
                  values={{ batchId: batch.id }}
                  title={t("revoke.title", { name: batch.name })}
                  confirm={t("revoke.button")}
                  done={t("revoke.done")}
                  danger
                  trigger={<Button variant="danger">{t("revoke.button")}</Button>}
                >
                  {t("revoke.text")}
                </ConfirmAction>
              )}
            </span>
          )
        }
      />
      <VoucherTable batchId={batch.id} vouchers={batch.vouchers} revoke={mayWrite ? revokeVouchersAction : undefined} />
    </>
  );
}

async function found(params: Props["params"]): Promise<VoucherBatchDetails> {
  const id = z.uuid().safeParse((await params).id);
  return (id.success && (await voucherBatch(id.data))) || notFound();
}

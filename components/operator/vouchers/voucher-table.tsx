import Link from "next/link";
import { useTranslations } from "next-intl";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { VoucherRow } from "#lib/reports/vouchers.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

const TONES: Record<VoucherRow["state"], Tone> = { redeemable: "positive", redeemed: "info", expired: "neutral", revoked: "neutral" };

type Props = { batchId: string; vouchers: VoucherRow[]; revoke?: FormAction<void> };

/** The vouchers of a batch, by their numbers and the end of their codes: whole codes are in the files alone. */
export function VoucherTable({ batchId, vouchers, revoke }: Props) {
  const t = useTranslations("operator-vouchers");
  return (
    <Table label={t("vouchers")}>
      <thead>
        <tr>
          <Th>{t("columns.number")}</Th>
          <Th>{t("columns.state")}</Th>
          <Th>{t("columns.by")}</Th>
          <Th>
            <span className="sr-only">{t("columns.actions")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {vouchers.map(({ id, number, ending, state, redeemedAt, customer }) => (
          <Tr key={id}>
            <Td className="figures whitespace-nowrap">
              <bdi>#{number}</bdi> <bdi className="font-mono text-[0.8125rem] text-muted">…{ending}</bdi>
            </Td>
            <Td>
              <Badge dot tone={TONES[state]}>
                {t(`states.${state}`)}
              </Badge>
            </Td>
            <Td className="min-w-44">
              {customer && redeemedAt && (
                <>
                  <Link href={`/operator/customers/${customer.id}`} prefetch={false} className="font-medium hover:underline">
                    <bdi>{customer.name}</bdi>
                  </Link>
                  <DateTime value={redeemedAt} className="block text-xs text-muted" />
                </>
              )}
            </Td>
            <Td>
              {revoke && state === "redeemable" && (
                <div className="flex justify-end">
                  <ConfirmAction
                    action={revoke}
                    values={{ batchId, voucherId: id }}
                    title={t("revokeOne.title", { number })}
                    confirm={t("revoke.button")}
                    done={t("revokeOne.done")}
                    danger
                    trigger={<Button size="sm">{t("revoke.button")}</Button>}
                  >
                    {t("revokeOne.text")}
                  </ConfirmAction>
                </div>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

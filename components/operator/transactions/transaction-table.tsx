import { useLocale, useTranslations } from "next-intl";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { TransactionRow } from "#lib/reports/transactions.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { useFailureText } from "../failure-text.ts";
import { RowLink } from "../row-link.tsx";
import { shownStatus } from "../shown-status.ts";
import { StatusBadge } from "../status-badge.tsx";
import { PaymentMethodName } from "./payment-method-name.tsx";

export function TransactionTable({
  rows,
  open,
  hrefOf,
  sort,
}: {
  rows: TransactionRow[];
  open: string | null;
  hrefOf: (id: string) => string;
  sort: (by: "date" | "amount") => HeadingSort;
}) {
  const t = useTranslations("operator-transactions");
  const regions = regionNames(useLocale());
  const spare = cx("max-sm:hidden", open && "xl:hidden");
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th numeric sort={sort("amount")}>
            {t("column.amount")}
          </Th>
          <Th className="max-sm:hidden">{t("column.status")}</Th>
          <Th>{t("column.payer")}</Th>
          <Th className={spare}>{t("column.plan")}</Th>
          <Th className={spare}>{t("column.method")}</Th>
          <Th className={spare}>{t("column.country")}</Th>
          <Th className="max-sm:hidden" sort={sort("date")}>
            {t("column.date")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td numeric className="font-medium">
              {row.kind === "SETUP" ? (
                <span className="text-muted">{t("kind.SETUP")}</span>
              ) : (
                <Money value={{ minor: row.kind === "REFUND" ? -row.amount : row.amount, currency: row.currency }} />
              )}
              {row.kind === "REFUND" && <span className="block text-xs font-normal text-muted">{t("kind.REFUND")}</span>}
              {row.trouble && <span className="block text-xs font-normal text-warning">{t(`mark.${row.trouble}`)}</span>}
            </Td>
            <Td className="max-sm:hidden">
              <StatusBadge kind="transaction" status={shownStatus(row)} />
              <WhyDeclined row={row} />
            </Td>
            <Td className={cx("max-w-64 max-sm:w-full max-sm:max-w-0", open && "xl:max-w-48")}>
              <OneLine>
                <RowLink href={hrefOf(row.id)}>{row.name}</RowLink>
              </OneLine>
              <OneLine className="text-xs text-muted">{row.email}</OneLine>
              <span className="mt-1 flex flex-wrap items-center gap-2 text-xs text-muted sm:hidden">
                <StatusBadge kind="transaction" status={shownStatus(row)} />
                <DateTime value={row.createdAt} dateOnly />
                <WhyDeclined row={row} />
              </span>
            </Td>
            <Td className={cx("max-w-52", spare)}>
              <OneLine>{row.planName}</OneLine>
            </Td>
            <Td className={cx("whitespace-nowrap", spare)}>
              <PaymentMethodName brand={row.brand} last4={row.last4} kind={row.methodKind} gateway={row.gateway} />
            </Td>
            <Td className={cx("whitespace-nowrap", spare)}>{row.country && regions.of(row.country)}</Td>
            <Td className="whitespace-nowrap text-muted max-sm:hidden">
              <DateTime value={row.createdAt} />
              <bdi className="figures block text-xs text-faint rtl:text-right">#{row.number}</bdi>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What the bank said, and when it is tried again. */
function WhyDeclined({ row }: { row: TransactionRow }) {
  const t = useTranslations("operator-transactions");
  const failureText = useFailureText();
  if (row.status !== "DECLINED") return null;
  return (
    <span className="mt-0.5 block max-w-40 text-xs text-muted">
      <bdi className="line-clamp-2 ltr:text-left rtl:text-right" title={failureText(row)}>
        {failureText(row)}
      </bdi>
      {row.nextTryAt && (
        <span className="block">
          {t("nextTry")} <DateTime value={row.nextTryAt} />
        </span>
      )}
    </span>
  );
}

import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { PurchaseRow } from "#lib/reports/store-purchases.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { RowLink } from "../row-link.tsx";
import { PurchaseBadge, PurchaseTrouble } from "./purchase-badge.tsx";

type Props = { rows: PurchaseRow[]; open: string | null; hrefOf: (id: string) => string; sort: (by: "date") => HeadingSort };

export function PurchaseTable({ rows, open, hrefOf, sort }: Props) {
  const t = useTranslations("operator-stores");
  const spare = open ? "max-sm:hidden xl:hidden" : "max-sm:hidden";
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.viewer")}</Th>
          <Th>{t("column.status")}</Th>
          <Th className={spare}>{t("column.plan")}</Th>
          <Th className={spare}>{t("column.until")}</Th>
          <Th className="max-sm:hidden" sort={sort("date")}>
            {t("column.heard")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td className="max-w-64 max-sm:max-w-40">
              <RowLink href={hrefOf(row.id)}>{row.viewer ? <bdi>{row.viewer}</bdi> : t("nobody")}</RowLink>
              <OneLine className="text-xs text-muted">{row.store}</OneLine>
            </Td>
            <Td className="whitespace-nowrap">
              <PurchaseBadge status={row.status} /> <PurchaseTrouble state={row.state} />
            </Td>
            <Td className={`max-w-56 ${spare}`}>
              {row.plan && <OneLine>{row.plan}</OneLine>}
              <OneLine className="text-xs text-muted">{row.productId}</OneLine>
            </Td>
            <Td className={`whitespace-nowrap text-muted ${spare}`}>
              {row.expiresAt && <DateTime value={row.expiresAt} dateOnly />}
              {!row.renews && <p className="text-xs">{t("endsThen")}</p>}
            </Td>
            <Td className="whitespace-nowrap text-muted max-sm:hidden">
              <DateTime value={row.createdAt} dateOnly />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

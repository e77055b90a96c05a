import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { RowLink } from "#components/operator/row-link.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { CodeLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { PayoutRow } from "#lib/reports/payouts.ts";
import { gatewayHref, payoutHref } from "#lib/web/lists/gateway-links.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";

type Props = { gateway: string; rows: PayoutRow[]; sort?: (by: "date") => HeadingSort };

/** Payouts, each with what of it is open. */
export function PayoutTable({ gateway, rows, sort }: Props) {
  const t = useTranslations("operator-gateways.payouts");
  const format = useFormatter();
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th sort={sort?.("date")}>{t("made")}</Th>
          <Th numeric>{t("total")}</Th>
          <Th>{t("status")}</Th>
          <Th className="max-sm:hidden">{t("arrives")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("count")}
          </Th>
          <Th numeric>{t("differences")}</Th>
          <Th className="max-md:hidden">{t("reference")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="sm:whitespace-nowrap">
              <RowLink href={payoutHref(gateway, row.id)}>
                <DateTime value={row.at} />
              </RowLink>
            </Td>
            <Td numeric>
              <Money value={{ minor: row.total, currency: row.currency }} />
            </Td>
            <Td>
              <PayoutBadge status={row.status} />
            </Td>
            <Td className="whitespace-nowrap text-muted max-sm:hidden">{row.arrivesAt ? <DateTime value={row.arrivesAt} /> : "–"}</Td>
            <Td numeric className="max-sm:hidden">
              {row.itemised ? format.number(row.lineCount) : "–"}
            </Td>
            <Td numeric>
              <OpenDifferences gateway={gateway} count={row.differences} />
            </Td>
            <Td className="max-w-52 max-md:hidden">
              <CodeLine>{row.reference}</CodeLine>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** How many differences of a payout nobody has decided; a link to the list of them. */
export function OpenDifferences({ gateway, count }: { gateway: string; count: number }) {
  const format = useFormatter();
  if (count === 0) return <span className="text-muted">{format.number(0)}</span>;
  return (
    <Link
      href={gatewayHref(gateway, { state: "open" })}
      prefetch={false}
      className="relative z-10 font-medium text-warning hover:underline"
    >
      {format.number(count)}
    </Link>
  );
}

const TONES: Record<PayoutRow["status"], Tone> = { WAITING: "info", PAID: "positive", FAILED: "negative" };

export function PayoutBadge({ status }: Pick<PayoutRow, "status">) {
  const t = useTranslations("operator-gateways.payouts.state");
  return (
    <Badge dot tone={TONES[status]}>
      {t(status)}
    </Badge>
  );
}

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { VisitorRow } from "#lib/reports/visitors.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { useFunnelGroupName } from "../funnel-group-name.ts";
import { RowLink } from "../row-link.tsx";
import { StatusBadge } from "../status-badge.tsx";

const TONES: Record<VisitorRow["reached"], Tone> = {
  VISIT: "neutral",
  PLAN_VIEW: "neutral",
  CHECKOUT: "info",
  PAYMENT: "info",
  PAID: "positive",
};

/** Visitors. Who ordered has a name, which leads to the customer; the order leads to its payment. */
export function VisitorTable({ rows, sort }: { rows: VisitorRow[]; sort: (by: "seen") => HeadingSort }) {
  const t = useTranslations("operator-visitors");
  const [sourceName, deviceName, countryName] = [useFunnelGroupName("source"), useFunnelGroupName("device"), useFunnelGroupName("country")];
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.visitor")}</Th>
          <Th className="max-sm:hidden">{t("column.reached")}</Th>
          <Th className="max-sm:hidden">{t("column.plan")}</Th>
          <Th className="max-sm:hidden">{t("column.order")}</Th>
          <Th numeric>{t("column.amount")}</Th>
          <Th className="max-lg:hidden">{t("column.source")}</Th>
          <Th numeric className="max-sm:hidden" sort={sort("seen")}>
            {t("column.seen")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, at, reached, plan, source, device, country, order }) => (
          <Tr key={`${id} ${at.getTime()}`}>
            <Td className="max-w-64 max-sm:w-full max-sm:max-w-0">
              {order ? (
                <OneLine>
                  <RowLink href={`/operator/customers/${order.customerId}`}>{order.name}</RowLink>
                </OneLine>
              ) : (
                <span title={id} className="text-muted">
                  {t("unknown")} <bdi className="font-mono text-xs text-faint">{id.slice(-6)}</bdi>
                </span>
              )}
              <span className="mt-1 flex flex-wrap items-center gap-2 text-xs text-muted sm:hidden">
                <Reached step={reached} />
                {plan && <OneLine>{plan}</OneLine>}
                <DateTime value={at} dateOnly />
              </span>
            </Td>
            <Td className="max-sm:hidden">
              <Reached step={reached} />
            </Td>
            <Td className="max-w-52 max-sm:hidden">{plan ? <OneLine>{plan}</OneLine> : <span className="text-faint">—</span>}</Td>
            <Td className="max-sm:hidden">
              {order ? (
                <span className="flex items-center gap-2 whitespace-nowrap">
                  <OrderNumber order={order} />
                  <StatusBadge kind="order" status={order.status} />
                </span>
              ) : (
                <span className="text-faint">—</span>
              )}
            </Td>
            <Td numeric>
              {order ? <Money value={{ minor: order.total, currency: order.currency }} /> : <span className="text-faint">—</span>}
              {order && (
                <span className="mt-1 block sm:hidden">
                  <StatusBadge kind="order" status={order.status} />
                </span>
              )}
            </Td>
            <Td className="max-w-40 max-lg:hidden">
              <OneLine>{sourceName(source)}</OneLine>
              <span className="text-xs text-muted">
                {deviceName(device)}
                {country && ` · ${countryName(country)}`}
              </span>
            </Td>
            <Td numeric className="whitespace-nowrap text-muted max-sm:hidden">
              <DateTime value={at} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Reached({ step }: { step: VisitorRow["reached"] }) {
  const t = useTranslations("operator-visitors.reached");
  return <Badge tone={TONES[step]}>{t(step)}</Badge>;
}

function OrderNumber({ order: { number, transactionId } }: { order: NonNullable<VisitorRow["order"]> }) {
  const text = <bdi className="figures">#{number}</bdi>;
  if (!transactionId) return text;
  return (
    <Link href={`/operator/transactions?open=${transactionId}`} prefetch={false} className="relative z-1 text-brand-ink hover:underline">
      {text}
    </Link>
  );
}

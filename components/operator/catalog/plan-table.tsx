import { useTranslations } from "next-intl";
import { RowLink } from "#components/operator/row-link.tsx";
import { StatusBadge } from "#components/operator/status-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { OperatorPlan, OperatorPrice } from "#lib/reports/plans.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { MoveButtons } from "./move-buttons.tsx";

/** The plans in the shop's order. Without `move` the order is only shown. */
export function PlanTable({ plans, move }: { plans: OperatorPlan[]; move?: FormAction<void> }) {
  const t = useTranslations("operator-plans");
  const ordered = plans.filter((plan) => !plan.archived).length;
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("columns.plan")}</Th>
          <Th className="max-sm:hidden">{t("columns.status")}</Th>
          <Th>{t("columns.prices")}</Th>
          <Th numeric>{t("columns.subscriptions")}</Th>
          {move && <Th numeric>{t("columns.order")}</Th>}
        </tr>
      </thead>
      <tbody>
        {plans.map((plan, index) => (
          <Tr key={plan.id} className={plan.archived ? "text-muted" : undefined}>
            <Td>
              <div className="flex flex-wrap items-center gap-2">
                <RowLink href={`/operator/plans/${plan.id}`}>{plan.name}</RowLink>
                {plan.highlighted && <Badge tone="brand">{t("highlighted")}</Badge>}
                {plan.kind !== "REGULAR" && <Badge>{t(`form.kinds.${plan.kind}`)}</Badge>}
              </div>
              <div className="text-xs text-muted">
                <bdi dir="ltr">/plans/{plan.slug}</bdi>
              </div>
              <div className="mt-1 sm:hidden">
                <StatusBadge kind="plan" status={plan.status} />
              </div>
            </Td>
            <Td className="max-sm:hidden">
              <StatusBadge kind="plan" status={plan.status} />
            </Td>
            <Td>
              <PriceSummary prices={plan.prices} />
            </Td>
            <Td numeric>{plan.subscriptions}</Td>
            {move && (
              <Td numeric className="relative z-1">
                {!plan.archived && (
                  <MoveButtons action={move} id={plan.id} name={plan.name} first={index === 0} last={index === ordered - 1} />
                )}
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** One line a payment plan, with its amounts side by side. */
function PriceSummary({ prices }: { prices: OperatorPrice[] }) {
  const t = useTranslations("operator-plans");
  const common = useTranslations("common");
  if (prices.length === 0) return <span className="text-warning">{t("unpriced")}</span>;
  return (
    <ul className="figures grid gap-0.5">
      {prices.map((price) => (
        <li key={price.id} className="max-sm:not-first:mt-1 sm:whitespace-nowrap">
          {price.amounts.map(({ currency, amount }, index) => (
            <span key={currency}>
              {index > 0 && <span className="text-faint"> · </span>}
              <Money value={{ minor: amount, currency }} />
            </span>
          ))}{" "}
          <span className="text-muted">{common(`every.${price.interval}`, { count: price.intervalCount })}</span>
        </li>
      ))}
    </ul>
  );
}

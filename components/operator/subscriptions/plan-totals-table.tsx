import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { PlanTotals } from "#lib/reports/subscriptions.ts";
import { planMoneyHref, planSubscriptionsHref } from "#lib/web/report-links.ts";

/** How many subscriptions each plan has, in which state, and what it has brought in. Every number opens its rows. */
export function PlanTotalsTable({ plans, chosen }: { plans: PlanTotals[]; chosen: string | null }) {
  const t = useTranslations("operator-subscriptions.totals");
  const number = new Intl.NumberFormat(useLocale());
  const columns = [
    { name: "active", which: "ACTIVE" },
    { name: "trialing", which: "TRIALING" },
    { name: "pastDue", which: "PAST_DUE" },
    { name: "canceled", which: "ended" },
  ] as const;
  const all = (plan: PlanTotals) => plan.active + plan.trialing + plan.pastDue + plan.canceled;
  const sum = (pick: (plan: PlanTotals) => number) => plans.reduce((total, plan) => total + pick(plan), 0);
  const count = (value: number, href: string) =>
    value === 0 ? (
      <span className="text-faint">0</span>
    ) : (
      <Link href={href} scroll={false} prefetch={false} className="hover:underline">
        {number.format(value)}
      </Link>
    );
  return (
    <Table label={t("label")}>
      <thead>
        <tr>
          <Th>{t("plan")}</Th>
          <Th numeric title={t("allMeaning")}>
            {t("all")}
          </Th>
          {columns.map(({ name }) => (
            <Th key={name} numeric title={t(`${name}Meaning`)}>
              {t(name)}
            </Th>
          ))}
          <Th numeric title={t("amountMeaning")}>
            {t("amount")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {plans.map((plan) => (
          <Tr key={plan.planId} selected={plan.planId === chosen}>
            <Td className="min-w-40 font-medium">
              <Link href={planSubscriptionsHref(plan.planId, "all")} scroll={false} className="hover:underline">
                <bdi>{plan.plan}</bdi>
              </Link>
            </Td>
            <Td numeric className="font-medium">
              {count(all(plan), planSubscriptionsHref(plan.planId, "all"))}
            </Td>
            {columns.map(({ name, which }) => (
              <Td key={name} numeric>
                {count(plan[name], planSubscriptionsHref(plan.planId, which))}
              </Td>
            ))}
            <Td numeric>
              {plan.amounts.length === 0 && <span className="text-faint">—</span>}
              <span className="flex justify-end gap-x-4 sm:flex-wrap">
                {plan.amounts.map(({ currency, minor }) => (
                  <Link key={currency} href={planMoneyHref(plan.planId, currency)} prefetch={false} className="hover:underline">
                    <Money value={{ minor, currency }} />
                  </Link>
                ))}
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t font-medium">
          <Td>{t("together")}</Td>
          <Td numeric>{count(sum(all), planSubscriptionsHref(null, "all"))}</Td>
          {columns.map(({ name, which }) => (
            <Td key={name} numeric>
              {count(
                sum((plan) => plan[name]),
                planSubscriptionsHref(null, which),
              )}
            </Td>
          ))}
          <Td numeric>
            <span className="flex justify-end gap-x-4 sm:flex-wrap">
              {together(plans).map(([currency, minor]) => (
                <Link key={currency} href={planMoneyHref(null, currency)} prefetch={false} className="hover:underline">
                  <Money value={{ minor, currency }} />
                </Link>
              ))}
            </span>
          </Td>
        </tr>
      </tfoot>
    </Table>
  );
}

function together(plans: PlanTotals[]): [string, bigint][] {
  const sums = new Map<string, bigint>();
  for (const { currency, minor } of plans.flatMap((plan) => plan.amounts)) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  return [...sums].sort();
}

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { numberFormat } from "#lib/kernel/intl.ts";
import type { PlanShare, PlanTotals } from "#lib/reports/subscriptions.ts";
import { planMoneyHref, planSubscriptionsHref } from "#lib/web/lists/report-links.ts";

/** How many subscriptions each plan has, in which state, and what it has brought in. Every number opens its rows. */
export function PlanTotalsTable({ plans, running, chosen }: { plans: PlanTotals[]; running: PlanShare[]; chosen: string | null }) {
  const t = useTranslations("operator-subscriptions.totals");
  const locale = useLocale();
  const number = numberFormat(locale);
  const percent = numberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const signed = numberFormat(locale, { signDisplay: "exceptZero" });
  const columns = [
    { name: "active", which: "ACTIVE" },
    { name: "trialing", which: "TRIALING" },
    { name: "pastDue", which: "PAST_DUE" },
    { name: "paused", which: "PAUSED" },
    { name: "canceled", which: "ended" },
    { name: "unbegun", which: "unbegun" },
  ] as const;
  const currencies = [...new Set(plans.flatMap((plan) => plan.amounts.map(({ currency }) => currency)))].sort();
  const all = (plan: PlanTotals) => plan.active + plan.trialing + plan.pastDue + plan.paused + plan.canceled + plan.unbegun;
  const sum = (pick: (plan: PlanTotals) => number) => plans.reduce((total, plan) => total + pick(plan), 0);
  const runs = running.reduce((total, { count }) => total + count, 0);
  const ran = running.reduce((total, { before }) => total + before, 0);
  const trend = (now: number, before: number) => (
    <bdi className={now > before ? "text-positive" : now < before ? "text-negative" : "text-faint"}>{signed.format(now - before)}</bdi>
  );
  const runningCells = ({ count = 0, before = 0 }: Partial<PlanShare>) => (
    <>
      <Td numeric>{runs > 0 ? <bdi>{percent.format(count / runs)}</bdi> : <span className="text-faint">—</span>}</Td>
      <Td numeric>{trend(count, before)}</Td>
    </>
  );
  const count = (value: number, href: string) =>
    value === 0 ? (
      <span className="text-faint">0</span>
    ) : (
      <Link href={href} scroll={false} prefetch={false} className="hover:underline">
        {number.format(value)}
      </Link>
    );
  const amount = (minor: bigint, currency: string, href: string) =>
    minor === 0n ? (
      <span className="text-faint">—</span>
    ) : (
      <Link href={href} prefetch={false} className="hover:underline">
        <Money value={{ minor, currency }} />
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
          <Th numeric title={t("shareMeaning")}>
            {t("share")}
          </Th>
          <Th numeric title={t("trendMeaning")}>
            {t("trend")}
          </Th>
          {columns.map(({ name }) => (
            <Th key={name} numeric title={t(`${name}Meaning`)}>
              {t(name)}
            </Th>
          ))}
          {currencies.map((currency) => (
            <Th key={currency} numeric title={t("amountMeaning")}>
              {t("amount", { currency })}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {plans.map((plan) => (
          <Tr key={plan.planId} selected={plan.planId === chosen}>
            <Td className="font-medium sm:min-w-40">
              <Link href={planSubscriptionsHref(plan.planId, "all")} scroll={false} className="hover:underline">
                <bdi>{plan.plan}</bdi>
              </Link>
            </Td>
            <Td numeric className="font-medium">
              {count(all(plan), planSubscriptionsHref(plan.planId, "all"))}
            </Td>
            {runningCells(running.find(({ planId }) => planId === plan.planId) ?? {})}
            {columns.map(({ name, which }) => (
              <Td key={name} numeric>
                {count(plan[name], planSubscriptionsHref(plan.planId, which))}
              </Td>
            ))}
            {currencies.map((currency) => (
              <Td key={currency} numeric>
                {amount(sumOf([plan], currency), currency, planMoneyHref(plan.planId, currency))}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t font-medium">
          <Td>{t("together")}</Td>
          <Td numeric>{count(sum(all), planSubscriptionsHref(null, "all"))}</Td>
          {runningCells({ count: runs, before: ran })}
          {columns.map(({ name, which }) => (
            <Td key={name} numeric>
              {count(
                sum((plan) => plan[name]),
                planSubscriptionsHref(null, which),
              )}
            </Td>
          ))}
          {currencies.map((currency) => (
            <Td key={currency} numeric>
              {amount(sumOf(plans, currency), currency, planMoneyHref(null, currency))}
            </Td>
          ))}
        </tr>
      </tfoot>
    </Table>
  );
}

function sumOf(plans: PlanTotals[], currency: string): bigint {
  return plans.flatMap((plan) => plan.amounts.filter((amount) => amount.currency === currency)).reduce((sum, { minor }) => sum + minor, 0n);
}

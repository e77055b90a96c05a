import { useLocale, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { Stat } from "#components/ui/stat.tsx";
import { numberFormat } from "#lib/kernel/intl.ts";
import type { Period } from "#lib/reports/period.ts";
import type { RevenueTotals } from "#lib/reports/revenue.ts";
import type { SubscriptionTotals } from "#lib/reports/subscriptions.ts";
import {
  activeHref,
  gainedHref,
  lostHref,
  moneyMovedHref,
  type PaymentsOf,
  paymentsHref,
  refundsHref,
} from "#lib/web/lists/report-links.ts";
import { useCivilDates } from "../civil-dates.ts";
import { useChange } from "./use-change.ts";

/** What came in, what went back, and what is left. */
export function MoneyStats({
  totals,
  period,
  of,
}: {
  totals: { now: RevenueTotals; before: RevenueTotals };
  period: Period;
  of: PaymentsOf;
}) {
  const t = useTranslations("operator.dashboard.stat");
  const change = useChange();
  const { now, before } = totals;
  const { currency } = of;
  const money = (minor: bigint) => <Money value={{ minor, currency }} />;
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      <Stat
        label={t("payments", { currency })}
        definition={t("paymentsDefinition", { currency })}
        value={<Count value={now.payments} />}
        change={change(now.payments, before.payments)}
        href={paymentsHref(period, of)}
      />
      <Stat
        label={t("gross", { currency })}
        definition={t("grossDefinition", { currency })}
        value={money(now.gross)}
        change={change(now.gross, before.gross)}
        href={paymentsHref(period, of)}
      />
      <Stat
        label={t("refunds", { currency })}
        definition={t("refundsDefinition", { currency })}
        value={money(now.refunded)}
        change={change(now.refunded, before.refunded, "less")}
        href={refundsHref(period, of)}
      />
      <Stat
        label={t("net", { currency })}
        definition={t("netDefinition", { currency })}
        value={money(now.gross - now.refunded)}
        change={change(now.gross - now.refunded, before.gross - before.refunded)}
        href={moneyMovedHref(period, of)}
      />
    </div>
  );
}

export function SubscriptionStats({ totals, period, plan }: { totals: SubscriptionTotals; period: Period; plan?: string }) {
  const t = useTranslations("operator.dashboard.stat");
  const change = useChange();
  const day = useCivilDates();
  return (
    <div className="grid grid-cols-2 gap-3 content-start sm:grid-cols-3 sm:gap-4 xl:grid-cols-1">
      <div className="max-sm:col-span-2">
        <Stat
          label={period.running ? t("activeNow") : t("activeThen", { day: day(period.to) })}
          definition={t("activeDefinition")}
          value={<Count value={totals.active} />}
          change={change(totals.active, totals.activeBefore)}
          href={activeHref(period, plan)}
        />
      </div>
      <Stat
        label={t("gained")}
        definition={t("gainedDefinition")}
        value={<Count value={totals.gained} />}
        change={change(totals.gained, totals.gainedBefore)}
        href={gainedHref(period, plan)}
      />
      <Stat
        label={t("lost")}
        definition={t("lostDefinition")}
        value={<Count value={totals.lost} />}
        change={change(totals.lost, totals.lostBefore, "less")}
        href={lostHref(period, plan)}
      />
    </div>
  );
}

function Count({ value }: { value: number }) {
  return <bdi>{numberFormat(useLocale()).format(value)}</bdi>;
}

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateTime } from "#components/ui/date-time.tsx";
import { CalendarClock } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import type { QuotedChange } from "#lib/billing/changing/quote-change.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { nameOfChange } from "./name-of-change.ts";

type Props = { quoted: QuotedChange; from: string; credit: Settings["changes"]["credit"] };

/** What a change costs and gives back, to the cent: what is due now, what becomes of the rest, and what is charged later. */
export function ChangeAmounts({ quoted, from, credit }: Props) {
  const t = useTranslations("change");
  const { agreed, price, fromBalance, dropped } = quoted;
  const { currency } = agreed.contract;
  const paidIn = quoted.from.currency;
  const later = agreed.time === "renewal";
  return (
    <div className="grid gap-5">
      {!later && (
        <dl className="figures grid gap-2.5">
          {price.charges.map((line) => (
            <Line key={`${line.kind} ${line.priceId}`} minor={line.total} currency={currency}>
              {t(agreed.time === "prorated" ? "line.rest" : "line.period", { plan: line.description })}
            </Line>
          ))}
          {price.credits.map((line) => (
            <Line key={line.creditsId} minor={line.total} currency={paidIn}>
              {t("line.credit", { plan: line.description })}
            </Line>
          ))}
          {fromBalance > 0n && (
            <Line minor={-fromBalance} currency={currency}>
              {t("line.balance")}
            </Line>
          )}
          <div className="mt-1 flex items-baseline justify-between gap-4 border-t pt-4">
            <dt className="font-semibold">{t("now")}</dt>
            <dd className="text-2xl font-semibold">
              <Money value={{ minor: price.due - fromBalance, currency }} />
            </dd>
          </div>
          {price.surplus > 0n && (
            <Line minor={price.surplus} currency={paidIn} quiet>
              {t(`surplus.${credit === "next_invoice" && paidIn !== currency ? "balance" : credit}`)}
            </Line>
          )}
        </dl>
      )}
      <p className="flex gap-3 rounded-xl bg-brand-soft p-4 text-sm">
        <CalendarClock aria-hidden className="mt-0.5 size-4.5 shrink-0 text-brand-ink" />
        <span>
          <When quoted={quoted} from={from} />
        </span>
      </p>
      {dropped.length > 0 && <p className="text-sm text-muted">{t("dropped", { names: dropped.join(", ") })}</p>}
      {price.treatment === "reverse_charge" && <p className="text-sm text-muted">{t("reverseCharge")}</p>}
    </div>
  );
}

function When({ quoted, from }: { quoted: QuotedChange; from: string }): ReactNode {
  const t = useTranslations("change");
  const common = useTranslations("common");
  const { agreed, price } = quoted;
  const { currency, interval, intervalCount } = agreed.contract;
  const steps = price.next.total !== price.regular.total;
  const what =
    agreed.planId === quoted.from.planId && agreed.priceId === quoted.from.priceId ? "item" : agreed.time === "renewal" ? "renewal" : "now";
  const text = what === "item" ? (agreed.time === "renewal" ? "removedLater" : "item") : what;
  return t.rich(`when.${text}${steps ? "ThenRegular" : ""}`, {
    from,
    to: nameOfChange(quoted, common),
    date: () => <DateTime value={price.next.at} dateOnly className="font-semibold" />,
    amount: () => <Amount minor={price.next.total} currency={currency} />,
    regular: () => <Amount minor={price.regular.total} currency={currency} />,
    every: common(`every.${interval}`, { count: intervalCount }),
  });
}

function Amount(value: { minor: bigint; currency: string }) {
  return (
    <strong className="font-semibold">
      <Money value={value} />
    </strong>
  );
}

function Line({ minor, currency, quiet, children }: { minor: bigint; currency: string; quiet?: boolean; children: ReactNode }) {
  return (
    <div className={quiet ? "flex justify-between gap-4 text-sm text-muted" : "flex justify-between gap-4"}>
      <dt className="min-w-0">{children}</dt>
      <dd className="shrink-0">
        <Money value={{ minor, currency }} />
      </dd>
    </div>
  );
}

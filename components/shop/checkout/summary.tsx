import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { CalendarClock } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import type { ShopPlan } from "#lib/catalog/queries.ts";
import type { Quote } from "#lib/catalog/quote.ts";
import { formatPpm } from "#lib/kernel/format.ts";
import { posterAddress } from "../artworks.ts";

type Props = { plan: ShopPlan; quote: Quote | null; fromBalance: bigint; refusal: string | null; gift?: boolean };

/** What is bought, what it costs now with tax, and what it will cost when; without a quote, why it cannot be sold. */
export function Summary({ plan, quote, fromBalance, refusal, gift }: Props) {
  const t = useTranslations("checkout.summary");
  const common = useTranslations("common");
  const [price] = plan.prices;
  return (
    <section aria-labelledby="summary" className="grid gap-5">
      <div className="flex items-center gap-4">
        <img src={posterAddress(plan)} alt="" width={96} height={60} className="h-15 w-24 rounded-xl object-cover" />
        <div className="min-w-0">
          <h2 id="summary" className="font-semibold">
            <bdi>{plan.name}</bdi>
          </h2>
          <p className="text-sm text-muted">
            <Money value={price.amount} /> / {common(`interval.${price.every.unit}`, { count: price.every.count })}
          </p>
        </div>
      </div>
      {quote && <Amounts quote={quote} fromBalance={fromBalance} />}
      {quote && (
        <p className="flex gap-3 rounded-xl bg-brand-soft p-4 text-sm">
          <CalendarClock aria-hidden className="mt-0.5 size-4.5 shrink-0 text-brand-ink" />
          <span>
            {gift ? t("gift", { term: common(`length.${price.every.unit}`, { count: price.every.count }) }) : <Schedule quote={quote} />}
          </span>
        </p>
      )}
      {quote?.contract.billingDay && quote.renewal?.at && <BillingDay day={quote.contract.billingDay} next={quote.renewal.at} />}
      {quote && !gift && !quote.trial && price.trialDays > 0 && <p className="text-sm text-muted">{t("trialUsed")}</p>}
      {!quote && (
        <Alert tone="warning" title={refusal}>
          {t("none")}{" "}
          <a href="#country" className="underline underline-offset-4">
            {t("elsewhere")}
          </a>
        </Alert>
      )}
    </section>
  );
}

/** Why today's amount may be less than a period costs. */
function BillingDay({ day, next }: { day: number; next: Date }) {
  const t = useTranslations("checkout.summary");
  return <p className="text-sm text-muted">{t.rich("billingDay", { day, date: () => <DateTime value={next} dateOnly /> })}</p>;
}

function Amounts({ quote, fromBalance }: { quote: Quote; fromBalance: bigint }) {
  const t = useTranslations("checkout.summary");
  const locale = useLocale();
  const { currency, lines, discount, tax, total, taxIncluded, couponCode, treatment } = quote;
  const taxed = lines.find((line) => line.taxRatePpm > 0);
  const rate = { name: taxed?.taxName || t("tax"), rate: formatPpm(taxed?.taxRatePpm ?? 0, locale) };
  const taxLine = tax > 0n && <Line label={t(taxIncluded ? "taxIncluded" : "taxAdded", rate)} minor={tax} currency={currency} quiet />;
  return (
    <dl className="figures grid gap-2.5 border-t pt-5">
      {lines.map((line) => (
        <Line
          key={`${line.kind}${line.priceId}`}
          label={t(`line.${line.kind}`, { plan: line.description })}
          minor={line.unitAmount}
          currency={currency}
        />
      ))}
      {discount > 0n && <Line label={t("discount", { code: couponCode ?? "" })} minor={-discount} currency={currency} />}
      {!taxIncluded && taxLine}
      <div className="mt-1 flex items-baseline justify-between gap-4 border-t pt-4">
        <dt className="font-semibold">{t("today")}</dt>
        <dd className="text-2xl font-semibold">
          <Money value={{ minor: total, currency }} />
        </dd>
      </div>
      {taxIncluded && taxLine}
      {fromBalance > 0n && (
        <div className="mt-1 grid gap-2.5 border-t pt-4">
          <Line label={t("fromBalance")} minor={-fromBalance} currency={currency} />
          <Line label={t("toPay")} minor={total - fromBalance} currency={currency} />
        </div>
      )}
      {treatment === "exempt" && <p className="text-sm text-muted">{t("exempt")}</p>}
      {treatment === "reverse_charge" && <p className="text-sm text-muted">{t("reverseCharge")}</p>}
    </dl>
  );
}

function Line({ label, minor, currency, quiet }: { label: ReactNode; minor: bigint; currency: string; quiet?: boolean }) {
  return (
    <div className={quiet ? "flex justify-between gap-4 text-sm text-muted" : "flex justify-between gap-4"}>
      <dt>{label}</dt>
      <dd>
        <Money value={{ minor, currency }} />
      </dd>
    </div>
  );
}

/** When the next money moves, how much, and how much after that. */
function Schedule({ quote: { trial, waitsForLogin, renewal, regular, discounted, currency, every, tax } }: { quote: Quote }): ReactNode {
  const t = useTranslations("checkout.summary");
  const common = useTranslations("common");
  const term = common(`length.${every.unit}`, { count: every.count });
  if (!renewal || !regular) return t(waitsForLogin ? "endsFromLogin" : "ends", { term });
  const figure = (minor: bigint) => () => (
    <strong className="font-semibold">
      <Money value={{ minor, currency }} />
    </strong>
  );
  const values = {
    term: common(`interval.${every.unit}`, { count: every.count * Math.max(discounted + (trial ? 0 : 1), 1) }),
    every: common(`every.${every.unit}`, { count: every.count }),
    amount: figure(renewal.total),
    regular: figure(regular.total),
    tax: renewal.tax > 0n || tax > 0n ? "yes" : "no",
  };
  const steps = discounted > 0 && regular.total !== renewal.total;
  if (!renewal.at) return t.rich(steps ? "firstLoginThenRegular" : "firstLogin", values);
  const at = renewal.at;
  const date = () => (
    <strong className="font-semibold">
      <DateTime value={at} dateOnly />
    </strong>
  );
  return t.rich(`${trial ? "trial" : "renews"}${steps ? "ThenRegular" : ""}`, { ...values, date });
}

import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { Section } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { Money } from "#components/ui/money.tsx";
import type { OssYear } from "#lib/reports/oss.ts";

type Props = { years: OssYear[]; threshold: bigint; homeVat: boolean };

/** How far the sales of this year and the last are on their way to the threshold, and what follows. */
export function Threshold({ years, threshold, homeVat }: Props) {
  const t = useTranslations("operator-oss.threshold");
  const passed = years.some(({ net }) => net > threshold);
  const near = years.some(({ net }) => net * 5n > threshold * 4n);
  return (
    <Section title={t("title")} description={t("text")}>
      <dl className="grid gap-5 sm:grid-cols-2">
        {years.map(({ year, net, other }) => (
          <div key={year}>
            <dt className="text-sm text-muted">
              <bdi className="figures">{year}</bdi>
            </dt>
            <dd className="mt-1">
              <span className="figures text-lg font-semibold">
                <Money value={{ minor: net, currency: "EUR" }} />
              </span>{" "}
              <span className="text-sm text-muted">
                {t.rich("of", { amount: () => <Money value={{ minor: threshold, currency: "EUR" }} /> })}
              </span>
              <div className="mt-2.5 h-2 overflow-hidden rounded-full bg-sunken">
                <div
                  className={cx("h-full rounded-full", net > threshold ? "bg-warning" : "bg-brand-ink")}
                  style={{ width: `${share(net, threshold)}%` }}
                />
              </div>
              {other > 0 && <p className="mt-1 text-sm text-muted">{t("other", { count: other })}</p>}
            </dd>
          </div>
        ))}
      </dl>
      {homeVat && (passed || near) && (
        <Alert tone="warning" title={t(passed ? "passed" : "near")} className="mt-5">
          {t("passedText")}
        </Alert>
      )}
    </Section>
  );
}

function share(net: bigint, threshold: bigint): number {
  const percent = Number((net * 100n) / threshold);
  return Math.max(0, Math.min(100, percent));
}

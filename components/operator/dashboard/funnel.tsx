import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Section } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { numberFormat } from "#lib/kernel/intl.ts";
import type { FunnelBy, FunnelCount, FunnelGroup } from "#lib/reports/funnel.ts";
import type { Period } from "#lib/reports/period.ts";
import { visitorsHref } from "#lib/web/lists/report-links.ts";
import { FunnelTable } from "./funnel-table.tsx";

type Props = {
  period: Period;
  steps: FunnelCount[];
  groups: FunnelGroup[];
  by: FunnelBy;
  /** The address of each way to tell visitors apart. */
  ways: { by: FunnelBy; href: string }[];
};

/** How far visitors of the webshop came, where they left, and how that differs by where they came from. */
export function Funnel({ period, steps, groups, by, ways }: Props) {
  const t = useTranslations("operator.dashboard.funnel");
  return (
    <Section
      title={t("title")}
      description={t("description")}
      actions={
        <nav aria-label={t("by")} className="flex max-w-full overflow-x-auto rounded-lg border bg-surface p-0.5 text-sm">
          {ways.map((way) => (
            <Link
              key={way.by}
              href={way.href}
              scroll={false}
              aria-current={way.by === by ? "true" : undefined}
              className={cx(
                "flex min-h-8 items-center rounded-md px-2.5 font-medium whitespace-nowrap sm:px-3",
                way.by === by ? "bg-brand-soft text-brand-ink" : "text-muted hover:text-ink",
              )}
            >
              {t(`groups.${way.by}`)}
            </Link>
          ))}
        </nav>
      }
    >
      {steps[0].visitors === 0 ? (
        <p className="py-6 text-center text-sm text-muted">{t("empty")}</p>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
          <Steps steps={steps} period={period} />
          <FunnelTable {...{ period, steps, groups, by }} />
        </div>
      )}
    </Section>
  );
}

/** A bar for each step, as long as its share of all visits; between two, who went on and who left. */
function Steps({ steps, period }: Pick<Props, "steps" | "period">) {
  const t = useTranslations("operator.dashboard.funnel");
  const locale = useLocale();
  const number = numberFormat(locale);
  const percent = numberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  return (
    <ol aria-label={t("title")} className="grid grid-cols-[minmax(0,1fr)] text-sm">
      {steps.map(({ step, visitors }, index) => {
        const before = steps[index - 1]?.visitors;
        return (
          <li key={step}>
            {before !== undefined && before > 0 && (
              <p className="ms-2.5 border-s-2 border-dotted py-1 ps-3 text-xs text-muted">
                {t("wentOn", {
                  share: percent.format(visitors / before),
                  left: number.format(before - visitors),
                  plural: before - visitors,
                })}
              </p>
            )}
            <div className="relative rounded-lg px-2.5 py-1.5 hover:bg-sunken/60">
              <div className="flex items-baseline justify-between gap-4">
                <Link href={visitorsHref(period, { step })} className="min-w-0 truncate after:absolute after:inset-0 hover:underline">
                  {t(step)}
                </Link>
                <bdi className="figures shrink-0 font-medium">{number.format(visitors)}</bdi>
              </div>
              <div aria-hidden className="mt-1 h-2 overflow-hidden rounded-full bg-sunken">
                <div className="h-full rounded-full bg-brand-ink" style={{ width: `${(visitors / steps[0].visitors) * 100}%` }} />
              </div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { ChartDownload } from "./chart-download.tsx";
import { LazyTimeChart } from "./lazy-time-chart.tsx";

/** `value` draws the bar in whole units of the currency, `before` the line of what it is compared with; `facts` are what is said, formatted and as plain decimals. */
export type TimePoint = {
  key: string;
  label: string;
  title: string;
  value: number;
  before?: number | null;
  facts: { label: string; text: string; decimal: string }[];
  href?: string;
};

type Props = {
  points: TimePoint[];
  currency: string;
  label: string;
  /** What bars and line are. */
  legend?: { value: string; before: string };
};

/** Values over time: a drawing, and the same as a table. */
export function TimeSeries({ points, currency, label, legend }: Props) {
  const t = useTranslations("operator.charts");
  return (
    <figure>
      <div aria-hidden dir="ltr" className="h-56 overflow-hidden sm:h-64">
        <LazyTimeChart points={points} currency={currency} />
      </div>
      {legend && (
        <figcaption aria-hidden className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
          <span className="flex items-center gap-2">
            <span className="size-2.5 rounded-xs bg-brand-ink" />
            {legend.value}
          </span>
          <span className="flex items-center gap-2">
            <span className="w-4 border-faint border-t-2 border-dashed" />
            {legend.before}
          </span>
        </figcaption>
      )}
      <details className="my-2 text-sm">
        <summary className="inline-flex text-xs text-muted hover:text-ink">{t("asTable")}</summary>
        <div className="mt-2 max-h-80 overflow-auto">
          <Table label={label}>
            <thead>
              <tr>
                <Th>{t("time")}</Th>
                {points[0]?.facts.map((fact) => (
                  <Th key={fact.label} numeric>
                    {fact.label}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <Tr key={point.key}>
                  <Td>
                    {point.href ? (
                      <Link href={point.href} prefetch={false} className="hover:underline">
                        {point.title}
                      </Link>
                    ) : (
                      point.title
                    )}
                  </Td>
                  {point.facts.map((fact) => (
                    <Td key={fact.label} numeric>
                      <bdi>{fact.text}</bdi>
                    </Td>
                  ))}
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      </details>
      <ChartDownload points={points} label={label} texts={{ time: t("time"), image: t("image"), csv: t("csv") }} />
    </figure>
  );
}

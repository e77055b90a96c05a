import { useLocale, useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { dateFormat, numberFormat } from "#lib/kernel/intl.ts";
import type { Cohort } from "#lib/reports/cohorts.ts";

/** How many of those who began in a month are left, month after month: the deeper the color, the more. */
export function CohortTable({ cohorts }: { cohorts: Cohort[] }) {
  const t = useTranslations("operator-retention.cohorts");
  const locale = useLocale();
  const number = numberFormat(locale);
  const percent = numberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const monthName = dateFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" });
  const first = cohorts.findIndex(({ began }) => began > 0);
  if (first < 0) return <p className="text-sm text-muted">{t("none")}</p>;
  const shown = cohorts.slice(first);
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("month")}</Th>
          <Th numeric>{t("began")}</Th>
          {shown[0].left.map((_, months) => (
            <Th key={months} numeric className="px-2!">
              {t("after", { months })}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ month, began, left }) => (
          <Tr key={month}>
            <Td className="whitespace-nowrap">{monthName.format(new Date(`${month}-01`))}</Td>
            <Td numeric>{number.format(began)}</Td>
            {left.map((count, months) => (
              <Td key={months} numeric className="px-2!" style={{ background: shade(count / began) }}>
                {began > 0 && <bdi title={t("left", { count, shown: number.format(count) })}>{percent.format(count / began)}</bdi>}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** At most a third of the brand's color, so that words stay readable on it. */
function shade(share: number): string | undefined {
  return share > 0 ? `color-mix(in oklab, var(--color-brand-ink) ${Math.round(share * 33)}%, transparent)` : undefined;
}

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/class-names.ts";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { numberFormat } from "#lib/kernel/intl.ts";
import type { FunnelBy, FunnelCount, FunnelGroup, FunnelStep } from "#lib/reports/funnel.ts";
import type { Period } from "#lib/reports/period.ts";
import { visitorsHref } from "#lib/web/lists/report-links.ts";
import { useFunnelGroupName } from "../funnel-group-name.ts";

type Props = { period: Period; steps: FunnelCount[]; groups: FunnelGroup[]; by: FunnelBy };

const SHOWN = 8;
/** What a phone has room for. */
const ALWAYS: FunnelStep[] = ["VISIT", "PAID"];

/** The five steps of each group, the largest ones first, the others together, and of all. */
export function FunnelTable({ period, steps, groups, by }: Props) {
  const t = useTranslations("operator.dashboard.funnel");
  const nameOf = useFunnelGroupName(by);
  const locale = useLocale();
  const number = numberFormat(locale);
  const percent = numberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const shown = groups.length > SHOWN + 1 ? SHOWN : groups.length;
  const others = groups.slice(shown);
  const together = steps.map(({ step }, index) => ({
    step,
    visitors: others.reduce((sum, group) => sum + group.steps[index].visitors, 0),
  }));
  const row = (name: ReactNode, counts: FunnelCount[], hrefOf?: (step: FunnelStep) => string) => (
    <>
      <Td className="max-w-48 truncate px-3 max-sm:w-full max-sm:max-w-0">{name}</Td>
      {counts.map(({ step, visitors }) => (
        <Td key={step} numeric className={cx("px-3", !ALWAYS.includes(step) && "max-sm:hidden")}>
          {hrefOf && visitors > 0 ? (
            <Link href={hrefOf(step)} prefetch={false} className="hover:underline">
              {number.format(visitors)}
            </Link>
          ) : (
            number.format(visitors)
          )}
        </Td>
      ))}
      <Td numeric className="px-3">
        <bdi>{counts[0].visitors > 0 ? percent.format(counts[counts.length - 1].visitors / counts[0].visitors) : "—"}</bdi>
      </Td>
    </>
  );
  return (
    <Table label={t("table", { by: t(`groups.${by}`) })} className="shadow-none!">
      <thead>
        <tr>
          <Th title={t(`meaning.${by}`)} className="px-3">
            {t(`groups.${by}`)}
          </Th>
          {steps.map(({ step }) => (
            <Th key={step} numeric title={t(step)} className={cx("px-3", !ALWAYS.includes(step) && "max-sm:hidden")}>
              {t(`short.${step}`)}
            </Th>
          ))}
          <Th numeric title={t("conversionMeaning")} className="px-3">
            {t("conversion")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {groups.slice(0, shown).map(({ key, steps: counts }) => (
          <Tr key={key}>{row(<bdi>{nameOf(key)}</bdi>, counts, (step) => visitorsHref(period, { step, [by]: key || "none" }))}</Tr>
        ))}
        {others.length > 0 && (
          <Tr className="text-muted">{row(t("others", { plural: others.length, count: number.format(others.length) }), together)}</Tr>
        )}
      </tbody>
      <tfoot>
        <tr className="border-t font-medium">{row(t("all"), steps, (step) => visitorsHref(period, { step }))}</tr>
      </tfoot>
    </Table>
  );
}

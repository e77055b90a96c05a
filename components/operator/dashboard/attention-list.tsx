import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/card.tsx";
import { CircleCheck } from "#components/ui/icons.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { Attention } from "#lib/reports/attention.ts";
import type { MissingRate } from "#lib/reports/missing-rates.ts";
import { attentionHrefs } from "#lib/web/lists/report-links.ts";

type Props = {
  attention: Attention;
  missing: MissingRate[];
  /** The seller's country. */
  home: string;
};

/** What somebody should look at, or that there is nothing. Of the countries without a rate of tax: where renewals wait, and home. */
export function AttentionList({ attention, missing, home }: Props) {
  const t = useTranslations("operator.dashboard.attention");
  const format = useFormatter();
  const regions = regionNames(useLocale());
  const { counts, since } = attention;
  const hrefs = attentionHrefs(since);
  const urgent = missing.filter(({ waiting, country }) => waiting > 0 || country === home);
  const open = [
    ...urgent.map(({ country, waiting }) => ({
      key: `rate:${country}`,
      href: "/operator/settings/taxes",
      label: t("rate.label", { country: regions.of(country) ?? country }),
      meaning: t("rate.meaning", { count: waiting }),
      count: waiting,
    })),
    ...(Object.keys(hrefs) as (keyof typeof hrefs)[])
      .filter((key) => counts[key] > 0)
      .map((key) => ({ key, href: hrefs[key], label: t(`${key}.label`), meaning: t(`${key}.meaning`), count: counts[key] })),
  ];
  return (
    <Section title={t("title")} description={t("description")} className="min-w-0">
      {open.length === 0 && (
        <p className="flex items-center justify-center gap-2 py-6 text-sm text-muted">
          <CircleCheck aria-hidden className="size-4.5 text-positive" />
          {t("none")}
        </p>
      )}
      <ul className="grid gap-1 text-sm">
        {open.map(({ key, href, label, meaning, count }) => (
          <li key={key}>
            <Link href={href} title={meaning} className="flex min-h-8 items-center justify-between gap-4 rounded-lg px-2.5 hover:bg-sunken">
              <span>{label}</span>
              <Badge tone="warning">
                <bdi className="figures">{format.number(count)}</bdi>
              </Badge>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

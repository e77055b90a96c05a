import { useFormatter, useLocale, useTranslations } from "next-intl";
import { PlaceLink } from "#components/operator/place-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { CircleCheck } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { Attention } from "#lib/reports/attention.ts";
import type { DueDispute } from "#lib/reports/due-disputes.ts";
import type { MissingRate } from "#lib/reports/missing-rates.ts";
import { attentionHrefs } from "#lib/web/lists/report-links.ts";

type Props = {
  attention: Attention;
  missing: MissingRate[];
  /** The seller's country. */
  home: string;
  /** The disputes that wait for an answer, what is due first before all. */
  disputes: DueDispute[];
  /** Where this operator may not go. */
  closed: string[];
};

/** Less than a working week is left. */
const SOON_DAYS = 5;
const ROW = "flex min-h-8 items-center justify-between gap-4 rounded-lg px-2.5 [a&]:hover:bg-sunken";

/** What somebody should look at, or that there is nothing. Of the countries without a rate of tax: where renewals wait, and home. */
export function AttentionList({ attention, missing, home, disputes, closed }: Props) {
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
      {open.length + disputes.length === 0 && (
        <p className="flex items-center justify-center gap-2 py-6 text-sm text-muted">
          <CircleCheck aria-hidden className="size-4.5 text-positive" />
          {t("none")}
        </p>
      )}
      <ul className="grid gap-1 text-sm">
        {disputes.map(({ id, name, amount, currency, respondBy, daysLeft }) => (
          <li key={id}>
            <PlaceLink href={`/operator/disputes/${id}`} closed={closed} title={t("answer.meaning")} className={`${ROW} py-1`}>
              <span className="min-w-0">
                <span className="block truncate">
                  {t.rich("answer.label", { name: () => <bdi>{name}</bdi>, amount: () => <Money value={{ minor: amount, currency }} /> })}
                </span>
                <span className="block text-xs text-muted">{t.rich("answer.until", { date: () => <DateTime value={respondBy} /> })}</span>
              </span>
              <Badge tone={daysLeft < SOON_DAYS ? "negative" : "warning"}>{t("answer.left", { days: daysLeft })}</Badge>
            </PlaceLink>
          </li>
        ))}
        {open.map(({ key, href, label, meaning, count }) => (
          <li key={key}>
            <PlaceLink href={href} closed={closed} title={meaning} className={ROW}>
              <span>{label}</span>
              <Badge tone="warning">
                <bdi className="figures">{format.number(count)}</bdi>
              </Badge>
            </PlaceLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

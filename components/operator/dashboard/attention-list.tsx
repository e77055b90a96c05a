import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Attention } from "#lib/reports/attention.ts";
import { attentionHrefs } from "#lib/web/report-links.ts";

/** What somebody should look at, or that there is nothing. */
export function AttentionList({ attention }: { attention: Attention }) {
  const t = useTranslations("operator.dashboard.attention");
  const { counts, since } = attention;
  const hrefs = attentionHrefs(since);
  const open = (Object.keys(hrefs) as (keyof typeof hrefs)[]).filter((key) => counts[key] > 0);
  return (
    <Section title={t("title")} description={t("description")} className="min-w-0">
      {open.length === 0 && (
        <p className="flex items-center justify-center gap-2 py-6 text-sm text-muted">
          <CircleCheck aria-hidden className="size-4.5 text-positive" />
          {t("none")}
        </p>
      )}
      <ul className="grid gap-1 text-sm">
        {open.map((key) => (
          <li key={key}>
            <Link
              href={hrefs[key]}
              title={t(`${key}.meaning`)}
              className="flex min-h-8 items-center justify-between gap-4 rounded-lg px-2.5 hover:bg-sunken"
            >
              <span>{t(`${key}.label`)}</span>
              <Badge tone="warning">
                <bdi className="figures">{counts[key]}</bdi>
              </Badge>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

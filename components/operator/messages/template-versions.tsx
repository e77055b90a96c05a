import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { VersionRow } from "#lib/messages/templates/template-queries.ts";

type Props = { versions: VersionRow[]; current: number; shown: number; path: string };

/** Every version of a text, the newest first, with who made it and when. */
export function TemplateVersions({ versions, current, shown, path }: Props) {
  const t = useTranslations("operator-templates.versions");
  return (
    <Section title={t("title")} className="mt-5">
      <ol className="divide-y text-sm">
        {versions.map(({ id, version, createdAt, editedBy, shipped }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
            <span className="min-w-24 font-medium">{t("number", { number: version })}</span>
            {version === current && <Badge tone="positive">{t("current")}</Badge>}
            <DateTime value={createdAt} className="figures text-muted" />
            <span className="text-muted">{shipped ? t("shipped") : editedBy ? t("by", { name: editedBy }) : t("formerOperator")}</span>
            {version !== shown && (
              <Link
                href={version === current ? path : `${path}?version=${version}`}
                className="ms-auto font-medium text-brand-ink underline-offset-2 hover:underline"
              >
                {t("look")}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { type Statuses, toneOf } from "#components/ui/status-tones.ts";

/** The state of a row in its word and colour; hovering tells what it means. */
export function StatusBadge<Kind extends keyof Statuses>({ kind, status }: { kind: Kind; status: Statuses[Kind] }) {
  const t = useTranslations("operator.status");
  const key: string = `${kind}.${status}`;
  return (
    <span title={t(`${key}.meaning`)}>
      <Badge dot tone={toneOf(kind, status)}>
        {t(`${key}.label`)}
      </Badge>
    </span>
  );
}

import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { toneOf } from "#components/ui/status-tones.ts";
import { type ShownStatus, statusText } from "#lib/web/lists/status-text.ts";

/** The state of a row in its word and colour; hovering tells what it means. */
export function StatusBadge(of: ShownStatus) {
  const t = useTranslations("operator.status");
  const text = statusText(of);
  return (
    <span title={t(`${text}.meaning`)}>
      <Badge dot tone={toneOf(of.kind, of.status)}>
        {t(`${text}.label`)}
      </Badge>
    </span>
  );
}

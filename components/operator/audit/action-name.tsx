import { useTranslations } from "next-intl";
import { textOf } from "#i18n/text-of.ts";

/** "plan.changed" in words; one that has none yet, as it is. */
export function ActionName({ action }: { action: string }) {
  const t = useTranslations("operator-audit.actions");
  return textOf(t, action) ?? <bdi dir="ltr">{action}</bdi>;
}

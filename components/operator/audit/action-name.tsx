import { useTranslations } from "next-intl";

/** "plan.changed" in words; one that has none yet, as it is. */
export function ActionName({ action }: { action: string }) {
  const t = useTranslations("operator-audit.actions");
  return t.has(action) ? t(action) : <bdi dir="ltr">{action}</bdi>;
}

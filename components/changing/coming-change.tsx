import { useFormatter, useTranslations } from "next-intl";
import type { ComingChange as Coming } from "#lib/subscriptions/coming-change.ts";

/** What a change that waits for the next period does. */
export function ComingChange({ coming: { plan, length, ends } }: { coming: Coming }) {
  const t = useTranslations("change");
  const common = useTranslations("common");
  const format = useFormatter();
  if (ends.length > 0) return t("scheduledEnd", { names: format.list(ends.map((name) => `\u2068${name}\u2069`)), count: ends.length });
  const to = length ? common("ofLength", { name: plan, length: common(`length.${length.unit}`, { count: length.count }) }) : plan;
  return t("scheduled", { plan: to });
}

import { useFormatter, useTranslations } from "next-intl";
import { BarList } from "#components/charts/bar-list.tsx";
import { useFailureText } from "#components/operator/failure-text.ts";
import type { DeclineReason } from "#lib/reports/gateway-days.ts";
import { declinedHref } from "#lib/web/lists/gateway-links.ts";

/** Why charges were declined, the most frequent reasons. */
export function DeclineList({ gateway, since, rows }: { gateway: string; since: string; rows: DeclineReason[] }) {
  const t = useTranslations("operator-gateways.declines");
  const format = useFormatter();
  const failureText = useFailureText();
  if (rows.length === 0) return <p className="text-sm text-muted">{t("none")}</p>;
  return (
    <BarList
      label={t("title")}
      items={rows.map((row) => ({
        key: row.failureCode,
        label: failureText(row),
        value: format.number(row.count),
        share: row.count / rows[0].count,
        href: declinedHref(gateway, since),
      }))}
    />
  );
}

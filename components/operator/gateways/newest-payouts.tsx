import { useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import type { KeysetPage } from "#lib/db/keyset.ts";
import type { PayoutRow } from "#lib/reports/payouts.ts";
import { payoutsHref } from "#lib/web/lists/gateway-links.ts";
import { PayoutTable } from "./payout-table.tsx";

/** What a gateway sent to the bank last, and the way to all of it. `needs`: the key that it lacks to tell. */
export function NewestPayouts({ gateway, page: { rows }, needs }: { gateway: string; page: KeysetPage<PayoutRow>; needs?: string }) {
  const t = useTranslations("operator-gateways.payouts");
  return (
    <Section
      title={t("title")}
      description={t("text")}
      actions={rows.length > 0 && <ButtonLink href={payoutsHref(gateway)}>{t("all")}</ButtonLink>}
    >
      {needs ? (
        <p className="text-sm text-muted">{t("needs", { key: needs })}</p>
      ) : (
        rows.length === 0 && <p className="text-sm text-muted">{t("empty.text")}</p>
      )}
      {rows.length > 0 && <PayoutTable gateway={gateway} rows={rows} />}
    </Section>
  );
}

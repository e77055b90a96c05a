import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { regionNames } from "#lib/kernel/intl.ts";

/** Why a renewal is not charged, and where to mend it. `country`: the viewer's; null where the seller is. */
export function WaitsForRate({ country }: { country: string | null }) {
  const t = useTranslations("operator-subscriptions.waitsForRate");
  const regions = regionNames(useLocale());
  return (
    <Alert
      tone="warning"
      title={country ? t("title", { country: regions.of(country) ?? country }) : t("atHome")}
      action={
        <Link href="/operator/settings/taxes" className="font-medium text-brand-ink underline">
          {t("action")}
        </Link>
      }
    >
      {t("text")}
    </Alert>
  );
}

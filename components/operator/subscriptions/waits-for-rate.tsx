import { useLocale, useTranslations } from "next-intl";
import { PlaceLink } from "#components/operator/place-link.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { regionNames } from "#lib/kernel/intl.ts";

/** Why a renewal is not charged, and where to mend it. `country`: the viewer's; null where the seller is. */
export function WaitsForRate({ country, closed }: { country: string | null; closed: string[] }) {
  const t = useTranslations("operator-subscriptions.waitsForRate");
  const regions = regionNames(useLocale());
  return (
    <Alert
      tone="warning"
      title={country ? t("title", { country: regions.of(country) ?? country }) : t("atHome")}
      action={
        <PlaceLink href="/operator/settings/taxes" closed={closed} className="font-medium [a&]:text-brand-ink [a&]:underline">
          {t("action")}
        </PlaceLink>
      }
    >
      {t("text")}
    </Alert>
  );
}

import { useLocale, useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { MissingRate } from "#lib/reports/missing-rates.ts";

/** Where a rate is missing: which renewals wait and since when, and where nothing can be sold. Nothing where all is well. */
export function MissingRates({ missing }: { missing: MissingRate[] }) {
  const t = useTranslations("operator-settings.taxes.missing");
  const locale = useLocale();
  const regions = regionNames(locale);
  const waiting = missing.filter((rate) => rate.waiting > 0);
  const unsold = missing.filter((rate) => rate.unsold).map(({ country }) => regions.of(country) ?? country);
  if (missing.length === 0) return null;
  return (
    <Alert tone="warning" title={t("title")}>
      {unsold.length > 0 && <p>{t("unsold", { countries: new Intl.ListFormat(locale).format(unsold) })}</p>}
      {waiting.length > 0 && (
        <ul className="mt-1 list-disc ps-5">
          {waiting.map(({ country, waiting: count, since }) => (
            <li key={country}>
              {t.rich("waiting", {
                country: regions.of(country) ?? country,
                count,
                date: () => since && <DateTime value={since} dateOnly className="whitespace-nowrap" />,
              })}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

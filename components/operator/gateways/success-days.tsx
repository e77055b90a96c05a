import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useCivilDates } from "#components/operator/civil-dates.ts";
import type { GatewayDay } from "#lib/reports/gateway-days.ts";
import { decidedHref } from "#lib/web/lists/gateway-links.ts";

/** A column for each day, as high as its charges, of which the darker part went through; each opens its charges, and says its numbers in words. */
export function SuccessDays({ gateway, days }: { gateway: string; days: GatewayDay[] }) {
  const t = useTranslations("operator-gateways.days");
  const format = useFormatter();
  const civil = useCivilDates();
  const most = Math.max(1, ...days.map(({ succeeded, declined }) => succeeded + declined));
  const height = (count: number) => `${(count / most) * 100}%`;
  if (days.every(({ succeeded, declined }) => succeeded + declined === 0)) return <p className="text-sm text-muted">{t("none")}</p>;
  return (
    <>
      <p aria-hidden className="mb-1 border-b border-dashed text-xs text-faint">
        {format.number(most)}
      </p>
      <ol className="flex h-40 items-stretch gap-0.5 border-b sm:gap-1">
        {days.map(({ day, succeeded, declined }) => {
          const said = t("day", { day: civil(day) ?? day, succeeded: format.number(succeeded), declined: format.number(declined) });
          return (
            <li key={day} className="min-w-0 flex-1">
              <Link
                href={decidedHref(gateway, day, day)}
                prefetch={false}
                title={said}
                className="flex h-full flex-col justify-end overflow-hidden rounded-sm hover:bg-sunken"
              >
                <span className="sr-only">{said}</span>
                <span aria-hidden className="bg-negative/70" style={{ height: height(declined) }} />
                <span aria-hidden className="bg-brand-ink" style={{ height: height(succeeded) }} />
              </Link>
            </li>
          );
        })}
      </ol>
      <p aria-hidden className="mt-1.5 flex justify-between text-xs text-faint">
        <span>{civil(days[0].day)}</span>
        <span>{civil(days[days.length - 1].day)}</span>
      </p>
    </>
  );
}

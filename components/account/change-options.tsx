import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Tv } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import type { ChangeOption } from "#lib/billing/parts/in-step.ts";

type Props = { options: ChangeOption[]; here: string; currency: string };

/** The plans and prices that may take the place of a subscription's. */
export function ChangeOptions({ currencies, ...shown }: Props & { currencies: string[] }) {
  const t = useTranslations("change");
  return (
    <>
      {currencies.length > 1 && (
        <nav aria-label={t("currency")} className="mb-5 flex flex-wrap items-center gap-2 text-sm">
          <span className="text-muted">{t("currency")}</span>
          {currencies.map((code) => (
            <a
              key={code}
              href={`${shown.here}?currency=${code}`}
              aria-current={code === shown.currency ? "true" : undefined}
              className={buttonClass({ size: "sm", variant: code === shown.currency ? "primary" : undefined })}
            >
              <bdi>{code}</bdi>
            </a>
          ))}
        </nav>
      )}
      <Options {...shown} />
    </>
  );
}

function Options({ options, here, currency }: Props) {
  const t = useTranslations("change");
  const common = useTranslations("common");
  if (options.length === 0)
    return (
      <EmptyState icon={<Tv aria-hidden />} title={t("none.title")}>
        {t("none.text")}
      </EmptyState>
    );
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {options.map(({ plan, price }) => (
        <li key={price.id} className="min-w-0">
          <Card className="flex h-full flex-col gap-4">
            <div className="min-w-0">
              <h2 className="text-lg font-semibold break-words">
                <bdi>{plan.name}</bdi>
              </h2>
              {plan.tagline && <p className="text-sm text-muted break-words">{plan.tagline}</p>}
            </div>
            <p className="figures mt-auto flex flex-wrap items-baseline gap-x-1.5">
              <Money value={price.amount} className="text-2xl font-semibold" />
              <span className="text-sm text-muted">/ {common(`interval.${price.every.unit}`, { count: price.every.count })}</span>
            </p>
            <a href={`${here}?price=${price.id}&currency=${currency}`} className={buttonClass({ variant: "primary" })}>
              {t("choose")}
              <span className="sr-only">
                {common("ofLength", { name: plan.name, length: common(`length.${price.every.unit}`, { count: price.every.count }) })}
              </span>
            </a>
          </Card>
        </li>
      ))}
    </ul>
  );
}

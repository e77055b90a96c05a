import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Money } from "#components/ui/money.tsx";
import type { ChangeOption } from "#lib/billing/parts/in-step.ts";
import type { SubscriptionItem } from "#lib/db/generated/client.ts";

type Props = { items: Pick<SubscriptionItem, "id" | "kind" | "name">[]; options: ChangeOption[]; here: string };

/** The extras of a subscription, each to be taken off alone, and those that may be added. */
export function Extras({ items, options, here }: Props) {
  const t = useTranslations("change.extras");
  const common = useTranslations("common");
  const present = items.filter(({ kind }) => kind === "ADD_ON");
  if (present.length + options.length === 0) return null;
  return (
    <section className="mt-10">
      <h2 className="text-xl font-semibold">{t("title")}</h2>
      <p className="mb-4 text-muted">{t("text")}</p>
      <Card>
        <ul className="grid gap-4 divide-y">
          {present.map(({ id, name }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-3 not-first:pt-4">
              <span className="min-w-0 font-medium break-words">
                <bdi>{name}</bdi> <span className="text-sm font-normal text-muted">{t("present")}</span>
              </span>
              <a href={`${here}?remove=${id}`} className={buttonClass({ size: "sm" })}>
                {t("remove")}
                <span className="sr-only">{name}</span>
              </a>
            </li>
          ))}
          {options.map(({ plan, price }) => (
            <li key={price.id} className="flex flex-wrap items-center justify-between gap-3 not-first:pt-4">
              <span className="min-w-0">
                <span className="block font-medium break-words">
                  <bdi>{plan.name}</bdi>
                </span>
                {plan.tagline && <span className="block text-sm text-muted break-words">{plan.tagline}</span>}
                <span className="figures text-sm">
                  <Money value={price.amount} /> / {common(`interval.${price.every.unit}`, { count: price.every.count })}
                </span>
              </span>
              <a href={`${here}?add=${price.id}`} className={buttonClass({ size: "sm", variant: "primary" })}>
                {t("add")}
                <span className="sr-only">{plan.name}</span>
              </a>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/button.tsx";
import { Trash2 } from "#components/ui/icons.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { TaxRate } from "#lib/db/generated/client.ts";
import { formatDate, formatPpm } from "#lib/kernel/format.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  rates: TaxRate[];
  countries: { code: string; name: string }[];
  /** A civil date. */
  today: string;
  /** Countries whose tax this seller does not charge. */
  uncharged: string[];
  vatRegistered: boolean;
  remove?: FormAction<void>;
};

/** The dated rates by country, the newest first; each says whether it holds now, and whether it is ever charged. */
export function TaxRateTable({ rates, countries, today, uncharged, vatRegistered, remove }: Props) {
  const t = useTranslations("operator-settings.taxes");
  const locale = useLocale();
  const names = new Map(countries.map(({ code, name }) => [code, name]));
  const inOrder = [...rates].sort((a, b) => nameOf(a).localeCompare(nameOf(b), locale));
  function nameOf(rate: TaxRate): string {
    return names.get(rate.country) ?? rate.country;
  }
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("country")}</Th>
          <Th>{t("name")}</Th>
          <Th numeric>{t("rate")}</Th>
          <Th>{t("validFrom")}</Th>
          <Th>{t("state")}</Th>
          {remove && (
            <Th>
              <span className="sr-only">{t("actions")}</span>
            </Th>
          )}
        </tr>
      </thead>
      <tbody>
        {inOrder.map((rate) => {
          const state = stateOf(rate, rates, today);
          return (
            <Tr key={rate.id} className={state === "past" ? "text-muted" : undefined}>
              <Td>
                {nameOf(rate)}
                {uncharged.includes(rate.country) && (
                  <p className="text-sm text-muted">
                    {t(vatRegistered ? "notCharged" : "noneCharged")}{" "}
                    <Link href="/operator/settings/company" className="text-brand-ink underline">
                      {t("toCompany")}
                    </Link>
                  </p>
                )}
              </Td>
              <Td>{rate.name}</Td>
              <Td numeric>
                <bdi>{formatPpm(rate.ratePpm, locale)}</bdi>
              </Td>
              <Td className="figures whitespace-nowrap">{formatDate(rate.validFrom, locale, "UTC")}</Td>
              <Td>
                <Badge dot tone={({ now: "positive", future: "info", past: "neutral" } as const)[state]}>
                  {t(`states.${state}`)}
                </Badge>
              </Td>
              {remove && (
                <Td numeric>
                  <ConfirmAction
                    action={remove}
                    values={{ id: rate.id }}
                    title={t("remove.title", { country: nameOf(rate) })}
                    confirm={t("remove.confirm")}
                    done={t("remove.done")}
                    danger
                    trigger={
                      <IconButton label={t("remove.button", { country: nameOf(rate) })} className="size-8">
                        <Trash2 aria-hidden />
                      </IconButton>
                    }
                  >
                    {t("remove.text")}
                  </ConfirmAction>
                </Td>
              )}
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function stateOf(rate: TaxRate, rates: TaxRate[], today: string): "now" | "past" | "future" {
  const day = (one: TaxRate) => one.validFrom.toISOString().slice(0, 10);
  if (day(rate) > today) return "future";
  const replaced = rates.some((other) => other.country === rate.country && day(other) > day(rate) && day(other) <= today);
  return replaced ? "past" : "now";
}

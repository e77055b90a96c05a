import { useTranslations } from "next-intl";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { OperatorPrice } from "#lib/reports/plans.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { PriceDialog } from "./price-dialog.tsx";
import type { EditablePrice } from "./price-form.tsx";

type Props = {
  prices: OperatorPrice[];
  /** A price as its form shows it. */
  editable: (price: OperatorPrice) => EditablePrice;
  /** Absent for who may only look. */
  actions?: { save: FormAction<{ replaced: boolean }>; archive: FormAction<void> };
};

/** The payment plans of one plan; those taken off sale stand below, for they may still renew. */
export function PriceTable({ prices, editable, actions }: Props) {
  const t = useTranslations("operator-plans.price");
  return (
    <Table label={t("title")} className="shadow-none">
      <thead>
        <tr>
          <Th>{t("every")}</Th>
          <Th>{t("amounts")}</Th>
          <Th>{t("trial")}</Th>
          <Th numeric>{t("subscriptions")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {prices.map((price) => (
          <Row key={price.id} price={price} editable={editable} actions={actions} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ price, editable, actions }: Omit<Props, "prices"> & { price: OperatorPrice }) {
  const t = useTranslations("operator-plans.price");
  const common = useTranslations("common");
  const every = common(`every.${price.interval}`, { count: price.intervalCount });
  return (
    <Tr className={price.archivedAt ? "text-muted" : undefined}>
      <Td className="whitespace-nowrap">
        <span className="font-medium">{every}</span> {price.archivedAt && <Badge>{t("archived")}</Badge>}
        <div className="text-xs text-muted">{price.taxIncluded ? t("withTax") : t("plusTax")}</div>
      </Td>
      <Td>
        <ul className="figures grid gap-0.5">
          {price.amounts.map(({ currency, amount, setupFee }) => (
            <li key={currency} className="whitespace-nowrap">
              <Money value={{ minor: amount, currency }} />
              {setupFee > 0n && (
                <span className="ms-2 text-xs text-muted">
                  + <Money value={{ minor: setupFee, currency }} /> {t("once")}
                </span>
              )}
            </li>
          ))}
        </ul>
      </Td>
      <Td className="whitespace-nowrap">{price.trialDays > 0 ? common("length.DAY", { count: price.trialDays }) : "–"}</Td>
      <Td numeric>{price.subscriptions}</Td>
      <Td numeric>
        {actions && (
          <div className="flex justify-end gap-1">
            {price.subscriptions > 0 && (
              <ButtonLink size="sm" href={`/operator/plans/${price.planId}/move?price=${price.id}`} aria-label={t("moveOne", { every })}>
                {t("move")}
              </ButtonLink>
            )}
            {!price.archivedAt && (
              <>
                <PriceDialog
                  price={editable(price)}
                  action={actions.save}
                  trigger={
                    <Button size="sm" aria-label={t("editOne", { every })}>
                      {t("editShort")}
                    </Button>
                  }
                />
                <ConfirmAction
                  action={actions.archive}
                  values={{ id: price.id }}
                  title={t("archive.title", { every })}
                  confirm={t("archive.confirm")}
                  done={t("archive.done")}
                  danger
                  trigger={
                    <Button size="sm" variant="quiet" aria-label={t("archiveOne", { every })}>
                      {t("archive.button")}
                    </Button>
                  }
                >
                  {t("archive.text", { count: price.subscriptions })}
                </ConfirmAction>
              </>
            )}
          </div>
        )}
      </Td>
    </Tr>
  );
}

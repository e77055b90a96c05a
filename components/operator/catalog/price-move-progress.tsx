import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { MoveStand, PriceMoveReport, UntoldRow } from "#lib/reports/price-moves.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { move: PriceMoveReport; untold: UntoldRow[]; stop: FormAction<void>; again: FormAction<void> };

/** How far a move to another price has come, and what can be done about it. */
export function PriceMoveProgress({ move, untold, stop, again }: Props) {
  const t = useTranslations("operator-plans.priceMove");
  const format = useFormatter();
  const regions = regionNames(useLocale());
  const { id, createdAt, listed, listedAt, stoppedAt, underWay, stands, startsAt, noticeDays, perWeek, countries, payerIds, toPrice } =
    move;
  return (
    <Section
      title={
        <span className="flex flex-wrap items-center gap-3">
          <span>{t.rich("one", { date: () => <DateTime value={createdAt} dateOnly /> })}</span>
          <Badge tone={underWay ? "info" : stoppedAt ? "warning" : "positive"}>
            {t(underWay ? "underWay" : stoppedAt ? "stopped" : "over")}
          </Badge>
        </span>
      }
      description={t.rich("rules", {
        date: () => <DateTime value={startsAt} dateOnly />,
        days: noticeDays,
        price: () => (
          <>
            {toPrice.amounts.map(({ currency, amount }, index) => (
              <span key={currency}>
                {index > 0 && " · "}
                <Money value={{ minor: amount, currency }} />
              </span>
            ))}
          </>
        ),
        pace: perWeek ?? 0,
        where: countries.length === 0 ? t("everywhere") : format.list(countries.map((code) => regions.of(code) ?? code)),
        viewers: payerIds.length,
      })}
      actions={
        underWay && (
          <ConfirmAction
            action={stop}
            values={{ moveId: id }}
            title={t("stop.title")}
            confirm={t("stop.button")}
            done={t("stop.done")}
            danger
            trigger={<Button variant="danger">{t("stop.button")}</Button>}
          >
            {t("stop.text", { count: stands.told + stands.agreed })}
          </ConfirmAction>
        )
      }
    >
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-7">
        {Object.entries(stands).map(([stand, count]) => (
          <div key={stand}>
            <dt className="text-sm text-muted">{t(`stands.${stand as MoveStand}`)}</dt>
            <dd className="figures mt-1 text-2xl font-semibold">{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-muted">{t(listedAt ? "takes" : "listing", { count: listed })}</p>
      {untold.length > 0 && !stoppedAt && (
        <Alert tone="warning" title={t("untold.title", { count: stands.undelivered })} className="mt-4">
          <p>{t("untold.text")}</p>
          <ul className="my-2 flex flex-wrap gap-x-4 gap-y-1">
            {untold.map(({ id: notice, subscription }) => (
              <li key={notice}>
                <Link href={`/operator/subscriptions?open=${subscription.id}`} className="underline">
                  <bdi>{subscription.payer.name}</bdi>
                </Link>
              </li>
            ))}
          </ul>
          <ConfirmAction
            action={again}
            values={{ moveId: id }}
            title={t("untold.button")}
            confirm={t("untold.button")}
            done={t("untold.done")}
            trigger={<Button size="sm">{t("untold.button")}</Button>}
          >
            {t("untold.confirm")}
          </ConfirmAction>
        </Alert>
      )}
    </Section>
  );
}

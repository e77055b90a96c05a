import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { CircleCheck } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import type { FailedPayment, FailedToday } from "#lib/reports/failed-today.ts";
import { FAILED_HREF } from "#lib/web/lists/report-links.ts";
import { useFailureText } from "../failure-text.ts";

/** Who failed to pay today and has not paid since: why, and what happens next or has to be done. */
export function FailedTodayList({ failed: { rows, counted } }: { failed: FailedToday }) {
  const t = useTranslations("operator.dashboard.failed");
  const format = useFormatter();
  const count = format.number(counted.count);
  return (
    <Section
      title={rows.length > 0 ? t("titleOf", { more: String(counted.more), number: counted.count, count }) : t("title")}
      description={t("description")}
      actions={
        rows.length > 0 && (
          <Link href={FAILED_HREF} className={buttonClass({ size: "sm" })}>
            {t("all")}
          </Link>
        )
      }
      className="min-w-0"
    >
      {rows.length === 0 && (
        <p className="flex items-center justify-center gap-2 py-6 text-sm text-muted">
          <CircleCheck aria-hidden className="size-4.5 text-positive" />
          {t("none")}
        </p>
      )}
      <ul className="-mx-2.5 grid grid-cols-[minmax(0,1fr)] gap-1 text-sm">
        {rows.map((row) => (
          <FailedRow key={row.id} row={row} />
        ))}
      </ul>
    </Section>
  );
}

function FailedRow({ row }: { row: FailedPayment }) {
  const t = useTranslations("operator.dashboard.failed");
  const failureText = useFailureText();
  const why = row.status === "NEEDS_ACTION" ? t("toConfirm") : failureText(row);
  return (
    <li className="relative rounded-lg px-2.5 py-1.5 hover:bg-sunken">
      <div className="flex items-baseline justify-between gap-4">
        <span className="min-w-0 truncate">
          <Link href={`/operator/transactions?open=${row.id}`} className="font-medium after:absolute after:inset-0 after:rounded-lg">
            <bdi>{row.name}</bdi>
          </Link>
          {row.plan && (
            <span className="text-muted">
              {" · "}
              <bdi>{row.plan}</bdi>
            </span>
          )}
        </span>
        <span className="shrink-0 font-medium">
          <Money value={{ minor: row.amount, currency: row.currency }} />
        </span>
      </div>
      <p className="text-xs text-muted">
        <bdi>{why}</bdi> {nextStep(row, t)}{" "}
        <Link href={`/operator/customers/${row.customerId}`} className="relative z-10 whitespace-nowrap text-brand-ink underline">
          {t("customer")}
        </Link>
      </p>
    </li>
  );
}

/** What happens by itself, or what somebody has to do. */
function nextStep(
  { nextTryAt, held, buying }: FailedPayment,
  t: ReturnType<typeof useTranslations<"operator.dashboard.failed">>,
): ReactNode {
  if (held) return t("held");
  if (nextTryAt) return t.rich("next", { date: () => <DateTime value={nextTryAt} className="font-medium text-ink" /> });
  return buying ? t("buying") : t("noNext");
}

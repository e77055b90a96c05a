import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { payoutHref } from "#lib/web/lists/gateway-links.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import type { LineRow } from "#lib/web/lists/statement-lines.ts";
import { LineForm } from "./line-form.tsx";

const TONES: Record<NonNullable<LineRow["verdict"]>, Tone> = {
  matches: "positive",
  again: "warning",
  closed: "warning",
  several: "warning",
  unknown: "neutral",
  currency: "negative",
  paid: "warning",
  amount: "warning",
  returned: "info",
  unpaid: "neutral",
};

/** Lines of statements: what the bank says, what that may be for, and what an operator makes of it. */
export function LineTable({
  rows,
  sort,
  actions,
}: {
  rows: LineRow[];
  sort: (by: "date") => HeadingSort;
  actions?: { record: FormAction<void>; ignore: FormAction<void> };
}) {
  const t = useTranslations("operator-statements");
  return (
    <Table label={t("title")}>
      <thead className="max-sm:hidden">
        <tr>
          <Th sort={sort("date")}>{t("column.booked")}</Th>
          <Th>{t("column.amount")}</Th>
          <Th>{t("column.text")}</Th>
          <Th>{t("column.for")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} className="max-sm:block max-sm:py-2">
            <Td className="align-top whitespace-nowrap max-sm:inline-block max-sm:py-1">
              <DateTime value={row.bookedOn} dateOnly />
            </Td>
            <Td className="align-top font-medium whitespace-nowrap max-sm:inline-block max-sm:py-1">
              <Money value={{ minor: row.amount, currency: row.currency }} />
            </Td>
            <Td className="max-w-72 align-top whitespace-normal break-words max-sm:block max-sm:py-1">
              {row.payer && (
                <p>
                  <bdi>{row.payer}</bdi>
                </p>
              )}
              <p className="text-sm text-muted">
                <bdi>{row.text}</bdi>
              </p>
            </Td>
            <Td className="align-top whitespace-normal max-sm:block max-sm:py-1 sm:min-w-72">
              <For row={row} />
              {actions && row.state !== "MATCHED" && (
                <LineForm
                  lineId={row.id}
                  to={row.meant?.by ?? ""}
                  left={row.amount < 0n}
                  again={row.verdict === "again" || row.twin !== null}
                  twin={row.twin?.number ?? null}
                  ignored={row.state === "IGNORED"}
                  actions={actions}
                />
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function For({ row: { verdict, meant, transaction, payout, twin } }: { row: LineRow }) {
  const t = useTranslations("operator-statements");
  const payment = ({ id, number }: { id: string; number: number }) => (
    <a href={`/operator/transactions?open=${id}`} className="text-brand-ink hover:underline">
      {t("payment", { number: String(number) })}
    </a>
  );
  if (transaction) return payment(transaction);
  if (!verdict) return null;
  if (payout)
    return (
      <p className="mb-2 flex flex-wrap items-center gap-2 text-sm">
        <Badge tone="info" dot>
          {t("payout")}
        </Badge>
        <Link href={payoutHref(payout.gateway, payout.id)} prefetch={false} className="text-brand-ink hover:underline">
          <bdi>{payout.reference}</bdi>
        </Link>
      </p>
    );
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2">
      <Badge tone={TONES[verdict]} dot>
        {t(`verdict.${verdict}`)}
      </Badge>
      {meant && (
        <span className="text-sm">
          <bdi>{meant.customer.name}</bdi>
          {meant.ahead && ` · ${t("ahead")}`}
          {meant.due !== null && (
            <>
              {" · "}
              <Money value={{ minor: meant.due, currency: meant.invoice.currency }} />
            </>
          )}
        </span>
      )}
      {twin && <span className="text-sm">{payment(twin)}</span>}
    </div>
  );
}

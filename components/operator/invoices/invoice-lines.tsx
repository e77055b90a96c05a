import { useLocale, useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { formatPpm } from "#lib/kernel/format.ts";
import type { InvoiceDetails } from "#lib/reports/invoices.ts";

/** What was billed, line by line, down to the total. */
export function InvoiceLines({ invoice }: { invoice: InvoiceDetails }) {
  const t = useTranslations("operator-invoices");
  const locale = useLocale();
  const { kind, currency, lines, subtotal, tax, toBalance, total, paid, credited } = invoice;
  const money = (minor: bigint) => <Money value={{ minor, currency }} className="figures" />;
  const sums: [string, bigint][] = [
    [t("line.subtotal"), subtotal],
    [t("line.tax"), tax],
    ...(toBalance > 0n ? [[t("line.toBalance"), toBalance] satisfies [string, bigint]] : []),
  ];
  const inPart = kind === "INVOICE" && paid > 0n && paid < total;
  const after: [string, bigint][] = [
    ...(credited > 0n ? [[t("line.credited"), -credited] satisfies [string, bigint]] : []),
    ...(inPart
      ? ([
          [t("line.paid"), paid],
          [t("line.left"), total - paid],
        ] satisfies [string, bigint][])
      : []),
  ];
  return (
    <div className="text-sm">
      <ul className="divide-y">
        {lines.map((line) => (
          <li key={line.id} className="grid grid-cols-[1fr_auto] gap-x-4 py-2 first:pt-0">
            <span className="min-w-0">
              {t.rich(`line.${line.kind}`, { name: () => <bdi>{line.description}</bdi> })}
              {line.quantity > 1 && <span className="figures text-muted"> × {line.quantity}</span>}
            </span>
            <span className="text-end">{money(line.net)}</span>
            <span className="col-span-2 text-xs text-muted">
              {line.periodStart && line.periodEnd && (
                <>
                  <DateTime value={line.periodStart} dateOnly /> – <DateTime value={new Date(line.periodEnd.getTime() - 1)} dateOnly />
                  {" · "}
                </>
              )}
              {t("line.unitPrice")} {money(line.unitAmount)}
              {line.discount > 0n && (
                <>
                  {" · "}
                  {t("line.discount")} {money(-line.discount)}
                </>
              )}
              {" · "}
              <bdi>{line.taxName || t("line.tax")}</bdi> {formatPpm(line.taxRatePpm, locale)} {money(line.tax)}
            </span>
          </li>
        ))}
      </ul>
      <dl className="mt-1 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 border-t pt-2">
        {sums.map(([label, minor]) => (
          <div key={label} className="contents text-muted">
            <dt>{label}</dt>
            <dd className="text-end">{money(minor)}</dd>
          </div>
        ))}
        <dt className="font-semibold">{t("line.total")}</dt>
        <dd className="text-end font-semibold">{money(total)}</dd>
        {after.map(([label, minor]) => (
          <div key={label} className="contents text-muted">
            <dt>{label}</dt>
            <dd className="text-end">{money(minor)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

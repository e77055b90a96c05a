import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Download } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import { toneOf } from "#components/ui/status-tones.ts";
import type { OwnInvoice } from "#lib/customers/account-queries.ts";

/** Issued invoices and credit notes, each with its PDF, and with a way to pay while it is open. */
export function InvoiceList({ invoices }: { invoices: OwnInvoice[] }) {
  const t = useTranslations("account.invoices");
  return (
    <ul className="divide-y overflow-hidden rounded-card border bg-surface shadow-card">
      {invoices.map((invoice) => {
        const { id, kind, number, status, currency, total, lines, issuedAt, createdAt } = invoice;
        const credit = kind === "CREDIT_NOTE";
        return (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 sm:px-5">
            <div className="w-full min-w-0 sm:w-auto sm:grow sm:basis-52">
              <p className="truncate font-medium">{lines[0]?.description}</p>
              <p className="text-sm text-muted">
                <bdi className="whitespace-nowrap">{number}</bdi> ·{" "}
                <DateTime value={issuedAt ?? createdAt} dateOnly className="whitespace-nowrap" />
              </p>
            </div>
            <div className="flex items-center gap-3">
              <Badge tone={credit ? "info" : toneOf("invoice", status)}>{credit ? t("credit") : t(`status.${status}`)}</Badge>
              <Money value={{ minor: credit ? -total : total, currency }} className="figures font-medium whitespace-nowrap" />
            </div>
            <div className="ms-auto flex items-center gap-2">
              {status === "OPEN" && !credit && (
                <a href={`/account/pay/${id}`} className={buttonClass({ variant: "primary", size: "sm" })}>
                  {t("pay")}
                </a>
              )}
              <a
                href={`/account/invoices/${id}/pdf`}
                aria-label={t("download", { number: number ?? "" })}
                title={t("download", { number: number ?? "" })}
                className="inline-flex min-h-9 items-center gap-1.5 rounded-control px-2.5 text-sm text-muted transition hover:bg-sunken hover:text-ink"
              >
                <Download aria-hidden className="size-4" />
                PDF
              </a>
              <a
                href={`/account/invoices/${id}/xml`}
                download
                aria-label={t("electronic", { number: number ?? "" })}
                title={t("electronic", { number: number ?? "" })}
                className="inline-flex min-h-9 items-center rounded-control px-2.5 text-sm text-muted transition hover:bg-sunken hover:text-ink"
              >
                XML
              </a>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

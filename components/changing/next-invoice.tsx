import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { NextInvoice as Next } from "#lib/billing/parts/next-amount.ts";

/** The next invoice as it would be issued, line by line. */
export function NextInvoice({ next: { at, period, currency, lines, tax, total } }: { next: Next }) {
  const t = useTranslations("next-invoice");
  const money = (minor: bigint) => <Money value={{ minor, currency }} className="figures" />;
  const days = (start: Date, end: Date) => (
    <>
      <DateTime value={start} dateOnly /> – <DateTime value={new Date(end.getTime() - 1)} dateOnly />
    </>
  );
  return (
    <div className="text-sm">
      <p className="mb-2 text-muted">
        {t.rich("when", { at: () => <DateTime value={at} />, period: () => days(period.start, period.end) })}
      </p>
      <ul className="divide-y">
        {lines.map((line, index) => (
          <li key={index} className="grid grid-cols-[1fr_auto] gap-x-4 py-1.5">
            <span className="min-w-0">
              {t.rich(`line.${line.kind}`, { name: () => <bdi>{line.description}</bdi> })}
              {line.quantity > 1 && <span className="figures text-muted"> × {line.quantity}</span>}
              {line.period && <span className="block text-xs text-muted">{days(line.period.start, line.period.end)}</span>}
            </span>
            <span className="text-end">{money(line.total)}</span>
          </li>
        ))}
      </ul>
      <dl className="mt-1 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 border-t pt-2">
        <dt className="text-muted">{t("tax")}</dt>
        <dd className="text-end text-muted">{money(tax)}</dd>
        <dt className="font-semibold">{t(total < 0n ? "toBalance" : "total")}</dt>
        <dd className="text-end font-semibold">{money(total < 0n ? -total : total)}</dd>
      </dl>
    </div>
  );
}

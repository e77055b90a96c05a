import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { Download } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageAddress } from "#lib/web/lists/page-params.ts";

type Props = {
  path: string;
  texts: Record<"title" | "description" | "earlier" | "later" | "export", string>;
  /** The last of the months shown; `newest`: none begins later. */
  last: Temporal.PlainYearMonth;
  newest: boolean;
  /** By how many months earlier and later are. */
  step: number;
  currency: string;
  currencies: string[];
  mayExport: boolean;
  /** How long a time may be shown, where that is a choice, and which one is. */
  spans?: { by: string; label: string; current: boolean }[];
};

/** The heading of a report by months: earlier and later ones, another currency, and all of it as a file. */
export function MonthsHeader({ path, texts, last, newest, step, currency, currencies, mayExport, spans = [] }: Props) {
  const span = spans.find(({ current }) => current)?.by ?? null;
  const ending = (shift: number, code = currency, by = span) => ({ to: `${last.add({ months: shift })}-01`, currency: code, by });
  const choice = (href: string, label: string, current = false) => (
    <Link
      key={label}
      href={href}
      aria-current={current ? "true" : undefined}
      className={buttonClass({ size: "sm", variant: current ? "primary" : "secondary" })}
    >
      {label}
    </Link>
  );
  return (
    <PageHeader
      title={texts.title}
      description={texts.description}
      actions={
        <>
          {spans.map(({ by, label, current }) => choice(pageAddress(path, ending(0, currency, by)), label, current))}
          {choice(pageAddress(path, ending(-step)), texts.earlier)}
          {!newest && choice(pageAddress(path, ending(step)), texts.later)}
          {currencies.length > 1 && currencies.map((code) => choice(pageAddress(path, ending(0, code)), code, code === currency))}
          {mayExport && (
            <a href={pageAddress(`${path}/export`, ending(0))} download className={buttonClass({ size: "sm" })}>
              <Download aria-hidden />
              {texts.export}
            </a>
          )}
        </>
      }
    />
  );
}

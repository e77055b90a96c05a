import { useFormatter } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Money } from "#components/ui/money.tsx";

/** The name of a month ("2026-11") as readers have it. */
export function useMonthName(): (month: string) => string {
  const format = useFormatter();
  return (month) => format.dateTime(new Date(`${month}-01`), { month: "short", year: "numeric", timeZone: "UTC" });
}

/** An amount in a table of many, most of them nothing. */
export function SparseAmount({ minor, currency }: { minor: bigint; currency: string }) {
  return minor === 0n ? <span className="text-muted">–</span> : <Money value={{ minor, currency }} className="figures" />;
}

/** The heading of a report on some months; `running`: a word that they are not over. */
export function SpanName({ from, count, running }: { from: Temporal.PlainYearMonth; count: number; running: string | null }) {
  const monthName = useMonthName();
  const [first, last] = [from, from.add({ months: count - 1 })].map((month) => monthName(month.toString()));
  return (
    <h2 className="mb-3 flex flex-wrap items-center gap-2 text-lg font-semibold">
      {count === 1 ? first : `${first} – ${last}`} {running && <Badge>{running}</Badge>}
    </h2>
  );
}

import { useFormatter } from "next-intl";
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

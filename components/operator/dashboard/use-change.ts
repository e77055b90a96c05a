import { useLocale, useTranslations } from "next-intl";
import { numberFormat } from "#lib/kernel/intl.ts";

/** How a number compares with the period before, in words; `wish` says which direction is welcome. */
export function useChange() {
  const t = useTranslations("operator.dashboard.stat");
  const percent = numberFormat(useLocale(), { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: 1 });
  return (now: number | bigint, before: number | bigint, wish: "more" | "less" = "more") => {
    const direction = now > before ? ("up" as const) : now < before ? ("down" as const) : ("flat" as const);
    const good = direction === "flat" ? undefined : (direction === "up") === (wish === "more");
    const ratio = (Number(now) - Number(before)) / Math.abs(Number(before));
    const text =
      Number(before) === 0 ? t(direction === "flat" ? "none" : "fromNothing") : t("change", { percent: isolated(percent.format(ratio)) });
    return { text, direction, good };
  };
}

/** Keeps a number in its place inside a sentence of either direction. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

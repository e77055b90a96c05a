import { useTranslations } from "next-intl";
import type { ShopPrice } from "#lib/catalog/queries.ts";

type Every = ShopPrice["every"];

function everyKey({ unit, count }: Every): string {
  return `${unit}-${count}`;
}

/** Chooses which payment plans show, without a script: a radio button and :has(). `within` is the id of what holds the prices. */
export function IntervalSwitch({ intervals, chosen, within }: { intervals: Every[]; chosen: string; within: string }) {
  const t = useTranslations("shop");
  const show = intervals.map(everyKey).map((key) => `#${within}:has(#every-${key}:checked) [data-every~="${key}"]{display:grid}`);
  const rules = `@supports selector(:has(*)){#${within} [data-every]{display:none}${show.join("")}}`;
  if (intervals.length < 2) return null;
  return (
    <fieldset className="flex max-w-full overflow-x-auto rounded-full border bg-surface p-1 shadow-xs">
      <style>{rules}</style>
      <legend className="sr-only">{t("plans.interval")}</legend>
      {intervals.map((every) => {
        const key = everyKey(every);
        return (
          <label
            key={key}
            className="rounded-full px-4 py-2 text-sm font-medium whitespace-nowrap text-muted transition select-none hover:text-ink has-checked:bg-brand has-checked:text-on-brand has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand-ink"
          >
            <input type="radio" name="every" id={`every-${key}`} defaultChecked={key === chosen} className="sr-only" />
            {t(`plans.pace.${every.unit}`, { count: every.count })}
          </label>
        );
      })}
    </fieldset>
  );
}

import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Money } from "#components/ui/money.tsx";
import type { ShopPrice } from "#lib/catalog/queries.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { ARTWORKS } from "./artworks.ts";

const COLUMNS = [
  ["space", "cinema", "aurora", "desert"],
  ["stadium", "ocean", "kids", "city"],
  ["desert", "aurora", "space", "cinema"],
] satisfies (typeof ARTWORKS)[number][][];

/** The first screen: the operator's promise before a wall of pictures, in their colours. */
export function Hero({ brand, from, hasPlans }: { brand: Settings["brand"]; from: ShopPrice | null; hasPlans: boolean }) {
  const t = useTranslations("shop");
  const common = useTranslations("common");
  return (
    <section data-theme="dark" className="hero relative isolate overflow-hidden bg-[#08090d] text-white">
      <div aria-hidden className="hero-wall">
        {COLUMNS.map((names, column) => (
          <div key={names[0]} className="hero-column" data-down={column === 1 || undefined}>
            {names.map((name) => (
              <img key={name} src={`/art/${name}.svg`} alt="" width={480} height={300} loading="lazy" />
            ))}
          </div>
        ))}
      </div>
      <div aria-hidden className="hero-light" />
      <div className="relative mx-auto flex min-h-[min(46rem,92svh)] max-w-6xl flex-col justify-end px-4 pt-28 pb-12 sm:justify-center sm:px-6 sm:pb-20">
        <p className="text-sm font-medium text-white/75">
          <bdi>{brand.tagline}</bdi>
        </p>
        <h1 className="mt-4 max-w-2xl text-[clamp(2.5rem,7vw,4.75rem)] leading-[1.04] font-semibold tracking-[-0.035em]">
          <bdi>{brand.heroTitle}</bdi>
        </h1>
        <p className="mt-6 max-w-xl text-lg leading-relaxed text-white/80">
          <bdi>{brand.heroText}</bdi>
        </p>
        {hasPlans && (
          <div className="mt-10 flex flex-wrap items-center gap-x-6 gap-y-4">
            <a href="#plans" className={buttonClass({ variant: "primary", size: "lg" })}>
              {t("hero.choose")}
            </a>
            {from && (
              <p className="text-white/80">
                {t.rich("hero.from", { price: () => <Money value={from.amount} className="font-semibold text-white" /> })} /{" "}
                {common(`interval.${from.every.unit}`, { count: from.every.count })}
              </p>
            )}
          </div>
        )}
      </div>
    </section>
  );
}

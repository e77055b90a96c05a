import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BrandMark } from "#components/shop/brand-mark.tsx";
import { Check } from "#components/ui/icons.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import { Preferences } from "./preferences.tsx";

type Props = { settings: Pick<Settings, "brand" | "market">; title: ReactNode; text?: ReactNode; children: ReactNode; below?: ReactNode };

/** The page around a viewer's form: the operator's promise beside it where there is room. */
export function ViewerFrame({ settings: { brand, market }, title, text, children, below }: Props) {
  const t = useTranslations("auth");
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <aside className="relative isolate hidden flex-col justify-between overflow-hidden bg-[#08090d] p-12 text-white lg:flex xl:p-16">
        <Glow />
        <Brand brand={brand} />
        <div>
          <p dir="auto" className="max-w-md text-start text-4xl leading-tight font-semibold tracking-tight text-balance">
            {brand.heroTitle}
          </p>
          <ul className="mt-8 grid gap-3 text-white/80">
            {(["channels", "screens", "cancel"] as const).map((point) => (
              <li key={point} className="flex items-center gap-3">
                <Check aria-hidden className="size-4.5 shrink-0 text-white" />
                {t(`step.${point}`)}
              </li>
            ))}
          </ul>
        </div>
        <p dir="auto" className="text-start text-sm text-white/70">
          {brand.tagline}
        </p>
      </aside>
      <div className="flex min-w-0 flex-col px-5 py-6 sm:px-10">
        <header className="flex items-center gap-1 text-sm">
          <div className="me-auto min-w-0 lg:invisible">
            <Brand brand={brand} />
          </div>
          <a href="/" className="me-1 hidden px-2 text-muted hover:text-ink sm:block">
            {t("backToShop")}
          </a>
          <Preferences locales={market.locales} />
        </header>
        <main className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center py-10">
          <h1 className="text-3xl font-semibold">{title}</h1>
          {text && <p className="mt-2 text-muted">{text}</p>}
          <div className="mt-8">{children}</div>
          {below && <div className="mt-8 text-sm text-muted">{below}</div>}
        </main>
      </div>
    </div>
  );
}

/** The page around an operator's form: quiet, and never mistaken for the shop. */
export function OperatorFrame({ settings: { brand, market }, title, text, children, below, wide }: Props & { wide?: boolean }) {
  const t = useTranslations("auth");
  return (
    <main className={`mx-auto flex min-h-dvh w-full flex-col justify-center px-4 py-10 ${wide ? "max-w-2xl" : "max-w-md"}`}>
      <p className="mb-6 flex items-center justify-center gap-2.5 text-sm font-medium text-muted">
        <Brand brand={brand} />
        <span aria-hidden>·</span>
        <span className="shrink-0">{t("operator.area")}</span>
      </p>
      <div className="rounded-card border bg-surface p-6 shadow-card sm:p-8">
        <h1 className="text-2xl font-semibold">{title}</h1>
        {text && <p className="mt-1.5 text-muted">{text}</p>}
        <div className="mt-6">{children}</div>
      </div>
      {below && <div className="mt-6 text-center text-sm text-muted">{below}</div>}
      <div className="mt-6 flex justify-center gap-1">
        <Preferences locales={market.locales} />
      </div>
    </main>
  );
}

function Brand({ brand }: { brand: Settings["brand"] }) {
  return (
    <a href="/" className="inline-flex min-h-9 max-w-full min-w-0 items-center rounded-control">
      <BrandMark brand={brand} />
    </a>
  );
}

function Glow() {
  return (
    <div aria-hidden className="absolute inset-0 -z-10">
      <img src="/art/space.svg" alt="" width={480} height={300} className="size-full object-cover opacity-60" />
      <div className="absolute inset-0 bg-linear-to-b from-[#08090d]/85 via-[#08090d]/35 to-[#08090d]/90" />
      <div className="absolute -start-1/4 -top-1/4 size-[46rem] rounded-full bg-brand opacity-40 blur-[130px]" />
    </div>
  );
}

import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { iconButtonClass } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { CircleUserRound, Menu } from "#components/ui/icons.tsx";
import { LanguageSwitch } from "#components/ui/language-switch.tsx";
import { ThemeSwitch } from "#components/ui/theme-switch.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import { BrandMark } from "./brand-mark.tsx";

/** Quiet texts and grounds that read on any picture. */
const ON_PICTURE = { "--color-muted": "rgb(255 255 255 / 0.9)", "--color-sunken": "rgb(255 255 255 / 0.14)" } as CSSProperties;

/** The shop's head. `over` lays it on a dark picture. */
export function ShopHeader({ settings, over }: { settings: Pick<Settings, "brand" | "market">; over?: boolean }) {
  const t = useTranslations("shop");
  const common = useTranslations("common");
  const link = "rounded-control px-3 py-2 text-sm font-medium text-muted transition hover:text-ink";
  const links = (
    <>
      <a href="/#plans" className={link}>
        {t("nav.plans")}
      </a>
      <a href="/faq" className={link}>
        {t("nav.faq")}
      </a>
    </>
  );
  return (
    <header
      data-theme={over ? "dark" : undefined}
      style={over ? ON_PICTURE : undefined}
      className={cx("z-20 w-full", over ? "absolute inset-x-0 top-0 text-white" : "border-b bg-surface/80 backdrop-blur")}
    >
      <a
        href="#content"
        className="sr-only focus-visible:not-sr-only focus-visible:absolute focus-visible:start-4 focus-visible:top-4 focus-visible:z-50 focus-visible:rounded-control focus-visible:bg-brand focus-visible:px-4 focus-visible:py-2 focus-visible:text-on-brand"
      >
        {common("skipToContent")}
      </a>
      <div className="mx-auto flex h-18 max-w-6xl items-center gap-1 px-4 sm:px-6">
        <a href="/" className="me-auto min-w-0 rounded-control">
          <BrandMark brand={settings.brand} />
        </a>
        <nav aria-label={t("nav.label")} className="hidden items-center md:flex">
          {links}
        </nav>
        <LanguageSwitch locales={settings.market.locales} className="shrink-0 max-sm:[&_svg]:hidden" />
        <ThemeSwitch labels={{ dark: common("theme.dark"), light: common("theme.light") }} />
        <a
          href="/account"
          className={cx(
            "inline-flex min-h-10 items-center gap-2 rounded-control px-3 text-sm font-medium transition sm:border sm:px-4",
            over ? "border-white/25 hover:bg-white/10" : "border-line-strong/50 hover:bg-sunken",
          )}
        >
          <CircleUserRound aria-hidden className="size-4.5" />
          <span className="sr-only sm:not-sr-only">{common("account")}</span>
        </a>
        <details className="relative md:hidden">
          <summary aria-label={t("nav.menu")} className={cx("grid list-none [&::-webkit-details-marker]:hidden", iconButtonClass)}>
            <Menu aria-hidden />
          </summary>
          <nav
            aria-label={t("nav.label")}
            className="absolute end-0 top-full z-30 mt-2 grid min-w-44 rounded-xl border bg-raised p-1 shadow-float"
          >
            {links}
          </nav>
        </details>
      </div>
    </header>
  );
}

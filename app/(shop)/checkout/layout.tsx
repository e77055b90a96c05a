import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BrandMark } from "#components/shop/brand-mark.tsx";
import { Document } from "#components/ui/document.tsx";
import { Lock } from "#components/ui/icons.tsx";
import { LanguageSwitch } from "#components/ui/language-switch.tsx";
import { LostAnswer } from "#components/ui/lost-answer.tsx";
import { ThemeSwitch } from "#components/ui/theme-switch.tsx";
import { requestSettings } from "#lib/settings/request-settings.ts";

/** Made for one reader at a time: nothing of it is prepared while building, when there is no database. */
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const [{ brand }, t] = await Promise.all([requestSettings(), getTranslations("checkout")]);
  return { title: { default: `${t("title")} · ${brand.name}`, template: `%s · ${brand.name}` }, robots: { index: false } };
}

export default async function CheckoutLayout({ children }: { children: ReactNode }) {
  const [{ brand, market }, t, shop, common] = await Promise.all([
    requestSettings(),
    getTranslations("checkout"),
    getTranslations("shop"),
    getTranslations("common"),
  ]);
  return (
    <Document brand={brand} texts={["checkout.changed", "auth.showPassword", "auth.passwordForgotten"]}>
      <header className="border-b bg-surface">
        <div className="mx-auto flex h-16 max-w-5xl items-center gap-2 px-4 sm:px-6">
          <a href="/" className="me-auto min-w-0 rounded-control">
            <BrandMark brand={brand} />
          </a>
          <p className="me-2 hidden items-center gap-2 text-sm text-muted sm:flex">
            <Lock aria-hidden className="size-4" />
            {t("secure")}
          </p>
          <LanguageSwitch locales={market.locales} className="shrink-0" />
          <ThemeSwitch labels={{ dark: common("theme.dark"), light: common("theme.light") }} />
        </div>
      </header>
      {children}
      <footer className="mx-auto max-w-5xl px-4 py-10 text-sm text-faint sm:px-6">
        <nav aria-label={shop("footer.legal")} className="flex flex-wrap gap-x-5 gap-y-2">
          {(["terms", "privacy", "imprint"] as const).map((page) => (
            <a key={page} href={`/legal/${page}`} className="hover:text-ink hover:underline">
              {shop(`legal.${page}`)}
            </a>
          ))}
        </nav>
      </footer>
      <LostAnswer />
    </Document>
  );
}

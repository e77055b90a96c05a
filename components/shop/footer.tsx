import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/class-names.ts";
import { LanguageSwitch } from "#components/ui/language-switch.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import { BrandMark } from "./brand-mark.tsx";

/** The shop's foot: where to watch, whom to ask, what applies. Lists that the operator left empty are left out. */
export function ShopFooter({ settings }: { settings: Settings }) {
  const t = useTranslations("shop");
  const { brand, company, market } = settings;
  return (
    <footer className="mt-24 border-t bg-sunken/60">
      <div className="mx-auto grid max-w-6xl grid-cols-2 gap-x-6 gap-y-10 px-4 py-14 sm:px-6 lg:grid-cols-[2fr_1fr_1fr_1fr]">
        <div className="max-lg:col-span-2">
          <BrandMark brand={brand} />
          <p className="mt-3 max-w-xs text-sm text-muted">
            <bdi>{brand.tagline}</bdi>
          </p>
          <div className="mt-4 -ms-2">
            <LanguageSwitch locales={market.locales} />
          </div>
        </div>
        <Column title={t("footer.watch")} className="max-lg:row-span-2">
          {brand.appUrl && <FootLink href={brand.appUrl}>{t("footer.browser")}</FootLink>}
          {brand.apps.map((app) => (
            <FootLink key={app.label} href={app.url}>
              {app.label}
            </FootLink>
          ))}
          <FootLink href="/account">{t("footer.account")}</FootLink>
        </Column>
        <Column title={t("footer.help")}>
          <FootLink href="/faq">{t("nav.faq")}</FootLink>
          {brand.supportEmail && (
            <FootLink href={`mailto:${brand.supportEmail}`}>
              <bdi>{brand.supportEmail}</bdi>
            </FootLink>
          )}
          {brand.supportPhone && (
            <FootLink href={`tel:${brand.supportPhone.replace(/[^+\d]/g, "")}`}>
              <bdi>{brand.supportPhone}</bdi>
            </FootLink>
          )}
        </Column>
        <Column title={t("footer.legal")}>
          <FootLink href="/legal/terms">{t("legal.terms")}</FootLink>
          <FootLink href="/legal/privacy">{t("legal.privacy")}</FootLink>
          <FootLink href="/legal/imprint">{t("legal.imprint")}</FootLink>
          <FootLink href="/cancel">{t("footer.cancel")}</FootLink>
          <FootLink href="/withdraw">{t("footer.withdraw")}</FootLink>
        </Column>
      </div>
      <p className="mx-auto max-w-6xl px-4 pb-10 text-sm text-faint sm:px-6">© {company.legalName || brand.name}</p>
    </footer>
  );
}

function Column({ title, className, children }: { title: string; className?: string; children: ReactNode }) {
  return (
    <div className={cx("min-w-0", className)}>
      <h2 className="text-sm font-semibold">{title}</h2>
      <ul className="mt-3 grid gap-2.5 text-sm">{children}</ul>
    </div>
  );
}

function FootLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <li>
      <a href={href} className="text-muted underline-offset-4 hover:text-ink hover:underline">
        {children}
      </a>
    </li>
  );
}

import { useLocale } from "next-intl";
import { Languages } from "#components/ui/icons.tsx";
import { LOCALE_NAMES, type Locale } from "#i18n/locales.ts";
import { cx } from "./class-names.ts";

/** Links to this page in the other languages. `locales` are those the operator offers. Returns to the page it stands on. */
export function LanguageSwitch({ locales, className }: { locales: readonly Locale[]; className?: string }) {
  const current = useLocale();
  const others = locales.filter((locale) => locale !== current);
  return others.map((locale) => (
    <a
      key={locale}
      href={`/market?locale=${locale}`}
      lang={locale}
      hrefLang={locale}
      className={cx(
        "inline-flex min-h-9 items-center gap-2 rounded-control px-2 text-sm text-muted transition hover:bg-sunken hover:text-ink",
        className,
      )}
    >
      <Languages aria-hidden className="size-4" />
      {/* The system's font: a font of ours for one word would weigh more than the page. */}
      <span className="font-[system-ui]">{LOCALE_NAMES[locale]}</span>
    </a>
  ));
}

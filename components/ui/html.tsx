import "#app/globals.css";
import { getLocale } from "next-intl/server";
import type { CSSProperties, ReactNode } from "react";
import { directionOf } from "#i18n/locales.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { brandVariables } from "#lib/web/shop/brand-colors.ts";
import type { Theme } from "#lib/web/shop/market.ts";

/**
 * Only the <html> element, in the page's language and the operator's colours. It stands apart from Document, so that pages without texts in
 * client components do not load what would write them.
 */
export async function Html({ brand, theme, children }: { brand: Settings["brand"]; theme?: Theme; children: ReactNode }) {
  const locale = await getLocale();
  return (
    <html
      lang={locale}
      dir={directionOf(locale)}
      data-theme={theme}
      style={brandVariables(brand) as CSSProperties}
      suppressHydrationWarning
    >
      {children}
    </html>
  );
}

import "#app/globals.css";
import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import type { CSSProperties, ReactNode } from "react";
import { directionOf } from "#i18n/locales.ts";
import { brandVariables } from "#lib/web/brand-colors.ts";
import { requestSettings } from "#lib/web/request-settings.ts";
import { ClientTexts } from "./client-texts.tsx";
import { Direction } from "./direction.tsx";

/**
 * The page around a section. There is no app/layout.tsx: each section's own layout.tsx is a root layout that renders this once
 * (<html>, fonts, brand colours, language, theme). `texts` names those that its client components use.
 */
export async function Document({ texts, children }: { texts?: string[]; children: ReactNode }) {
  const [locale, theme] = await Promise.all([getLocale(), chosenTheme()]);
  return (
    <Html theme={theme}>
      <body>
        <ClientTexts names={texts}>
          <Direction direction={directionOf(locale)}>{children}</Direction>
        </ClientTexts>
      </body>
    </Html>
  );
}

/** Only the <html> element, in the page's language and the operator's colours. */
export async function Html({ theme, children }: { theme?: string; children: ReactNode }) {
  const [locale, { brand }] = await Promise.all([getLocale(), requestSettings()]);
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

async function chosenTheme(): Promise<string | undefined> {
  const theme = (await cookies()).get("theme")?.value;
  return theme === "light" || theme === "dark" ? theme : undefined;
}

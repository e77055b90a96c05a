import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { directionOf } from "#i18n/locales.ts";
import { hostCookie } from "#lib/kernel/cookies.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { isTheme, type Theme } from "#lib/web/shop/market.ts";
import { ClientTexts, type TextNames } from "./client-texts.tsx";
import { Direction } from "./direction.tsx";
import { Html } from "./html.tsx";

/**
 * The page around a section. There is no app/layout.tsx: each section's own layout.tsx is a root layout that renders this once
 * (<html>, fonts, brand colours, language, theme). `texts` names those that its client components use.
 */
export async function Document({ brand, texts, children }: { brand: Settings["brand"]; texts?: TextNames; children: ReactNode }) {
  const [locale, theme] = await Promise.all([getLocale(), chosenTheme()]);
  return (
    <Html brand={brand} theme={theme}>
      <body>
        <ClientTexts names={texts}>
          <Direction direction={directionOf(locale)}>{children}</Direction>
        </ClientTexts>
      </body>
    </Html>
  );
}

async function chosenTheme(): Promise<Theme | undefined> {
  const theme = (await cookies()).get(hostCookie("theme"))?.value;
  return isTheme(theme) ? theme : undefined;
}

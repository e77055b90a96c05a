import "#components/shop/comparison.css";
import "#components/shop/hero.css";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ShopFooter } from "#components/shop/footer.tsx";
import { VisitBeacon } from "#components/shop/visit-beacon.tsx";
import { Html } from "#components/ui/html.tsx";
import { writeMarket } from "#lib/web/shop/market.ts";
import { type MarketParams, openMarket } from "#lib/web/shop/open-market.ts";

/** These pages are served from cache to everybody: nothing in them may read a cookie, a header or a query. */
export const dynamic = "force-static";

export function generateStaticParams(): { market: string }[] {
  return [];
}

export async function generateMetadata({ params }: MarketParams): Promise<Metadata> {
  const { settings } = await openMarket((await params).market);
  const { brand } = settings;
  return {
    title: { default: `${brand.name}: ${brand.tagline}`, template: `%s · ${brand.name}` },
    description: brand.heroText,
    openGraph: { siteName: brand.name, title: brand.name, description: brand.heroText, type: "website" },
  };
}

/** Before the first paint: the reader's choice of light or dark, which a page from cache cannot know. */
const CHOSEN_THEME =
  "try{const t=/(?:^|; )(?:__Host-)?theme=(light|dark)/.exec(document.cookie);if(t)document.documentElement.dataset.theme=t[1]}catch{}";

export default async function MarketLayout({ params, children }: MarketParams & { children: ReactNode }) {
  const { market, settings } = await openMarket((await params).market);
  return (
    <Html>
      <head>
        <script dangerouslySetInnerHTML={{ __html: CHOSEN_THEME }} />
      </head>
      <body data-market={writeMarket(market)}>
        {children}
        <ShopFooter settings={settings} />
        <VisitBeacon step="VISIT" />
      </body>
    </Html>
  );
}

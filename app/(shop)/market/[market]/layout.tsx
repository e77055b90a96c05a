import "#components/shop/comparison.css";
import "#components/shop/hero.css";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ShopFooter } from "#components/shop/footer.tsx";
import { VisitMark } from "#components/shop/visit-mark.tsx";
import { Html } from "#components/ui/html.tsx";
import { writeMarket } from "#lib/web/shop/market.ts";
import { type MarketParams, openMarket } from "#lib/web/shop/open-market.ts";
import { pageDescription } from "#lib/web/shop/page-description.ts";

/** These pages are kept for everybody, without the framework (lib/web/http): nothing in them may read a cookie, a header or a query, or need a script. */
export const dynamic = "force-static";

export function generateStaticParams(): { market: string }[] {
  return [];
}

export async function generateMetadata({ params }: MarketParams): Promise<Metadata> {
  const { settings } = await openMarket((await params).market);
  const { brand } = settings;
  const description = pageDescription(brand);
  return {
    title: { default: [brand.name, brand.tagline].filter(Boolean).join(": "), template: `%s · ${brand.name}` },
    description,
    openGraph: { siteName: brand.name, title: brand.name, description, type: "website" },
  };
}

export default async function MarketLayout({ params, children }: MarketParams & { children: ReactNode }) {
  const { market, settings } = await openMarket((await params).market);
  return (
    <Html brand={settings.brand} theme={market.theme}>
      <body data-market={writeMarket(market)}>
        {children}
        <ShopFooter settings={settings} />
        <VisitMark step="VISIT" />
      </body>
    </Html>
  );
}

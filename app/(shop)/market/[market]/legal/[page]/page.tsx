import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ShopHeader } from "#components/shop/header.tsx";
import { Markdown } from "#components/ui/markdown.tsx";
import { type MarketParams, openMarket } from "#lib/web/shop/open-market.ts";
import { Missing } from "../../missing.tsx";

const PAGES = ["terms", "privacy", "imprint"] as const;
type Page = (typeof PAGES)[number];
type Props = MarketParams<{ page: string }>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { market, page } = await params;
  await openMarket(market);
  const t = await getTranslations("shop");
  return isPage(page) ? { title: t(`legal.${page}`) } : {};
}

export default async function Legal({ params }: Props) {
  const { market, page } = await params;
  const { settings } = await openMarket(market);
  if (!isPage(page)) return <Missing settings={settings} />;
  const t = await getTranslations("shop");
  const text = settings.brand[page];
  return (
    <>
      <ShopHeader settings={settings} />
      <main id="content" className="mx-auto max-w-3xl px-4 pt-16 sm:px-6">
        <h1 className="text-4xl font-semibold">{t(`legal.${page}`)}</h1>
        <div className="mt-8">{text ? <Markdown text={text} /> : <p className="text-muted">{t("legal.empty")}</p>}</div>
      </main>
    </>
  );
}

function isPage(page: string): page is Page {
  return PAGES.includes(page as Page);
}

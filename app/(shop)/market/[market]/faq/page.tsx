import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ShopHeader } from "#components/shop/header.tsx";
import { Questions } from "#components/shop/questions.tsx";
import { type MarketParams, openMarket } from "#lib/web/shop/open-market.ts";

export async function generateMetadata({ params }: MarketParams): Promise<Metadata> {
  await openMarket((await params).market);
  return { title: (await getTranslations("shop"))("faq.title") };
}

export default async function Faq({ params }: MarketParams) {
  const { settings } = await openMarket((await params).market);
  const t = await getTranslations("shop");
  const { brand } = settings;
  return (
    <>
      <ShopHeader settings={settings} />
      <main id="content" className="mx-auto max-w-3xl px-4 pt-16 sm:px-6">
        <h1 className="text-4xl font-semibold">{t("faq.title")}</h1>
        <div className="mt-8">
          {brand.faq.length > 0 ? <Questions items={brand.faq} /> : <p className="text-muted">{t("faq.empty")}</p>}
        </div>
        {brand.supportEmail && (
          <p className="mt-10 text-muted">
            {t.rich("faq.ask", {
              email: () => (
                <a href={`mailto:${brand.supportEmail}`} className="font-medium text-brand-ink underline underline-offset-4">
                  <bdi>{brand.supportEmail}</bdi>
                </a>
              ),
            })}
          </p>
        )}
      </main>
    </>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ShopFooter } from "#components/shop/footer.tsx";
import { ShopHeader } from "#components/shop/header.tsx";
import { Document } from "#components/ui/document.tsx";
import { requestSettings } from "#lib/settings/request-settings.ts";

/** Made for one reader at a time: nothing of it is prepared while building, when there is no database. */
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shop"))("missing.title"), robots: { index: false } };
}

export default async function MissingLayout({ children }: { children: ReactNode }) {
  const settings = await requestSettings();
  return (
    <Document brand={settings.brand}>
      <ShopHeader settings={settings} />
      {children}
      <ShopFooter settings={settings} />
    </Document>
  );
}

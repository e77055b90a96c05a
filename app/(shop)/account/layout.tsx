import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOut } from "#app/(auth)/actions.ts";
import { AccountNav } from "#components/account/account-nav.tsx";
import { ShopFooter } from "#components/shop/footer.tsx";
import { ShopHeader } from "#components/shop/header.tsx";
import { Document } from "#components/ui/document.tsx";
import { LostAnswer } from "#components/ui/lost-answer.tsx";
import { requestSettings } from "#lib/settings/request-settings.ts";

/** Made for one reader at a time: nothing of it is prepared while building, when there is no database. */
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const { brand } = await requestSettings();
  return { title: { template: `%s · ${brand.name}`, default: brand.name }, robots: { index: false, follow: false } };
}

/** The frame only; every page asks for the viewer by itself, for a layout is not run again on every visit. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const settings = await requestSettings();
  return (
    <Document brand={settings.brand} texts={["account.nav", "account.tv", "auth.showPassword"]}>
      <ShopHeader settings={settings} />
      <div className="mx-auto grid w-full max-w-6xl gap-6 px-4 pt-6 sm:px-6 lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-12 lg:pt-12">
        <aside className="min-w-0">
          <AccountNav signOut={signOut} />
        </aside>
        <main id="content" className="min-h-[50dvh] min-w-0">
          {children}
        </main>
      </div>
      <ShopFooter settings={settings} />
      <LostAnswer />
    </Document>
  );
}

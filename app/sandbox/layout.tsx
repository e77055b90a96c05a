import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Document } from "#components/ui/document.tsx";
import { FlaskConical } from "#components/ui/icons.tsx";
import { requestSettings } from "#lib/settings/request-settings.ts";

/** Made for one reader at a time: nothing of it is prepared while building, when there is no database. */
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sandbox");
  return { title: t("title"), robots: { index: false, follow: false }, referrer: "no-referrer" };
}

export default async function SandboxLayout({ children }: { children: ReactNode }) {
  const [{ brand }, t] = await Promise.all([requestSettings(), getTranslations("sandbox")]);
  return (
    <Document brand={brand}>
      <div className="flex min-h-dvh flex-col">
        <header>
          <p className="flex items-center justify-center gap-2 border-b border-warning/25 bg-warning-soft px-4 py-2.5 text-center text-sm font-medium text-warning">
            <FlaskConical aria-hidden className="size-4 shrink-0" />
            {t("banner")}
          </p>
        </header>
        <main className="mx-auto grid w-full max-w-5xl flex-1 content-start gap-8 px-4 py-8 sm:px-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:gap-14 lg:py-16">
          {children}
        </main>
      </div>
    </Document>
  );
}

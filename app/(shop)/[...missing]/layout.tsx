import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Document } from "#components/ui/document.tsx";

/** Made for one reader at a time: nothing of it is prepared while building, when there is no database. */
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shop"))("missing.title"), robots: { index: false } };
}

export default function MissingLayout({ children }: { children: ReactNode }) {
  return <Document>{children}</Document>;
}

import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Document } from "#components/ui/document.tsx";
import { LostAnswer } from "#components/ui/lost-answer.tsx";
import { requestSettings } from "#lib/settings/request-settings.ts";

/** Made for one reader at a time: nothing of it is prepared while building, when there is no database. */
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const { brand } = await requestSettings();
  return { title: { default: brand.name, template: `%s · ${brand.name}` }, robots: { index: false } };
}

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const { brand } = await requestSettings();
  return (
    <Document brand={brand} texts={["auth.showPassword", "auth.passwordForgotten", "auth.passkey"]}>
      {children}
      <LostAnswer />
    </Document>
  );
}

import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

/** The webshop's card, which the form shows, speaks with the webshop's texts. */
export default async function PlansLayout({ children }: { children: ReactNode }) {
  const { common, shop, operator, "operator-plans": plans } = (await getMessages()) as Record<string, object>;
  return <NextIntlClientProvider messages={{ common, shop, operator, "operator-plans": plans }}>{children}</NextIntlClientProvider>;
}

import { getTranslations } from "next-intl/server";
import { ShopHeader } from "#components/shop/header.tsx";
import { MissingPage } from "#components/shop/missing-page.tsx";
import type { Settings } from "#lib/settings/schema.ts";

/** A shop page that is not there (any more); the page cache answers it with 404. */
export async function Missing({ settings }: { settings: Settings }) {
  const t = await getTranslations("shop");
  return (
    <>
      <ShopHeader settings={settings} />
      <MissingPage title={t("missing.planTitle")} text={t("missing.planText")} />
    </>
  );
}

import { getTranslations } from "next-intl/server";
import { MissingPage } from "#components/shop/missing-page.tsx";

export default async function NotFound() {
  const t = await getTranslations("checkout");
  return <MissingPage title={t("missing.title")} text={t("missing.text")} />;
}

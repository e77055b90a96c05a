import { useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SearchX } from "#components/ui/icons.tsx";

/** The page for a row that is not there. */
export default function NotFound() {
  const t = useTranslations("operator.missing");
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <EmptyState icon={<SearchX aria-hidden />} title={t("title")} action={<ButtonLink href="/operator">{t("back")}</ButtonLink>}>
        {t("text")}
      </EmptyState>
    </>
  );
}

import { useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Lock } from "#components/ui/icons.tsx";

/** The page for those whose role does not reach here. */
export default function Forbidden() {
  const t = useTranslations("operator.forbidden");
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <EmptyState icon={<Lock aria-hidden />} title={t("title")} action={<ButtonLink href="/operator">{t("back")}</ButtonLink>}>
        {t("text")}
      </EmptyState>
    </>
  );
}

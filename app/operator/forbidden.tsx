import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** The page for those whose role does not reach here. */
export default function Forbidden() {
  const t = useTranslations("operator.forbidden");
  return (
    <EmptyState icon={<Lock aria-hidden />} title={<h1>{t("title")}</h1>} action={<ButtonLink href="/operator">{t("back")}</ButtonLink>}>
      {t("text")}
    </EmptyState>
  );
}

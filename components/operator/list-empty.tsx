import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { isFiltered, type Kept } from "#lib/web/page-params.ts";

type Props = { icon: ReactNode; path: string; kept: Kept; title: string; text: string };

/** A list without rows: because of its filters, or, as `title` and `text` say, because there are none yet. */
export function ListEmpty({ icon, path, kept, title, text }: Props) {
  const t = useTranslations("operator.filters");
  if (!isFiltered(kept)) {
    return (
      <EmptyState icon={icon} title={title}>
        {text}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={icon} title={t("none.title")} action={<ButtonLink href={path}>{t("none.action")}</ButtonLink>}>
      {t("none.text")}
    </EmptyState>
  );
}

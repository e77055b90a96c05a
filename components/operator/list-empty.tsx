import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { isFiltered, type ListAddress } from "#lib/web/lists/page-params.ts";

type Props = ListAddress & { icon: ReactNode; title: string; text: string };

/** A list without rows: a filter cannot be read, none fits the filters, or, as `title` and `text` say, there are none yet. */
export function ListEmpty({ icon, path, kept, unreadable, title, text }: Props) {
  const t = useTranslations("operator.filters");
  if (isFiltered(unreadable)) {
    return (
      <EmptyState icon={icon} title={t("unreadable.title")} action={<ButtonLink href={path}>{t("none.action")}</ButtonLink>}>
        {t("unreadable.text", { filters: Object.values(unreadable).join(", ") })}
      </EmptyState>
    );
  }
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

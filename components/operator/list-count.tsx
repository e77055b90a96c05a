import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** How many rows a list has, in the list's own words; with `more`, why it is not said exactly. */
export function ListCount({ more, children }: { more: boolean; children: ReactNode }) {
  const t = useTranslations("operator.filters");
  return (
    <span className="font-medium text-ink" title={more ? t("countedUpMeaning") : undefined}>
      {children}
    </span>
  );
}

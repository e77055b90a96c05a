import { useTranslations } from "next-intl";
import type { ListName } from "#lib/exports/lists.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { type Kept, pageAddress } from "#lib/web/lists/page-params.ts";
import { ExportButton } from "./export-button.tsx";

type Props = { list: ListName; kept: Kept; ask: FormAction<void> };

/** The menu of a list that begins a file of all that its filters (`kept`) leave. */
export function ExportMenu({ list, kept, ask }: Props) {
  const t = useTranslations("operator-exports.menu");
  const formats = (["CSV", "XLSX"] as const).map((format) => ({ format, label: t(format) }));
  return <ExportButton list={list} query={pageAddress("", kept)} label={t("label")} formats={formats} ask={ask} />;
}

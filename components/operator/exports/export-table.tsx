import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { buttonClass, IconButton } from "#components/ui/button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Download, Trash2 } from "#components/ui/icons.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { ExportRow } from "#lib/exports/queries.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { isFiltered, pageAddress } from "#lib/web/lists/page-params.ts";
import { ExportState } from "./export-state.tsx";
import { useSize } from "./use-size.ts";

type Props = {
  rows: ExportRow[];
  sort: (by: "asked") => HeadingSort;
  /** Whether to say who asked: whoever sees others' exports. */
  ofAll: boolean;
  remove: FormAction<void>;
};

/** Files of lists: what of, how far, how large; to be fetched or deleted. */
export function ExportTable({ rows, sort, ofAll, remove }: Props) {
  const t = useTranslations("operator-exports");
  const format = useFormatter();
  const size = useSize();
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.file")}</Th>
          <Th>{t("column.state")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("column.rows")}
          </Th>
          <Th numeric className="max-sm:hidden">
            {t("column.size")}
          </Th>
          <Th className="max-lg:hidden" sort={sort("asked")}>
            {t("column.asked")}
          </Th>
          <Th>
            <span className="sr-only">{t("column.actions")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="max-w-72 max-sm:max-w-32">
              <OneLine>
                <Link href={pageAddress(`/operator/${row.list}`, row.address)} className="font-medium hover:underline">
                  {t(`list.${row.list}`)}
                </Link>
              </OneLine>
              <p className="text-xs text-muted">
                {row.format} · {t(isSelection(row) ? "selection" : "all")}
              </p>
            </Td>
            <Td className="max-sm:max-w-36">
              <ExportState row={row} />
            </Td>
            <Td numeric className="max-sm:hidden">
              {format.number(row.rows)}
            </Td>
            <Td numeric className="text-muted max-sm:hidden">
              {row.bytes > 0n && size(Number(row.bytes))}
            </Td>
            <Td className="whitespace-nowrap text-muted max-lg:hidden">
              <DateTime value={row.askedAt} />
              {ofAll && <OneLine className="max-w-48 text-xs">{row.by}</OneLine>}
            </Td>
            <Td>
              <div className="flex items-center justify-end gap-1">
                {row.status === "READY" && (
                  <a href={`/operator/exports/${row.id}/file`} download className={buttonClass({ size: "sm" })}>
                    <Download aria-hidden />
                    <span className="max-sm:sr-only">{t("download")}</span>
                  </a>
                )}
                <ConfirmAction
                  trigger={
                    <IconButton label={t("delete.button")}>
                      <Trash2 aria-hidden />
                    </IconButton>
                  }
                  title={t("delete.title")}
                  confirm={t("delete.confirm")}
                  done={t("delete.done")}
                  danger
                  action={remove}
                  values={{ exportId: row.id }}
                >
                  {t("delete.text")}
                </ConfirmAction>
              </div>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function isSelection({ address: { sort: _sort, dir: _dir, ...filters } }: ExportRow): boolean {
  return isFiltered(filters);
}

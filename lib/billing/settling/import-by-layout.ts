import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { optionalLine, wholeNumber } from "#lib/kernel/inputs.ts";
import { COLUMNS, type Column, MOST_COLUMNS } from "#lib/payments/statements/column-names.ts";
import { type Imported, keepLines } from "#lib/payments/statements/keep-lines.ts";
import { DATE_ORDERS, DECIMALS, headerAt, type Layout, MOST_HEAD, SEPARATOR_NAMES } from "#lib/payments/statements/layout.ts";
import { saveLayout } from "#lib/payments/statements/layouts.ts";
import { readStatement, textOf } from "#lib/payments/statements/read-statement.ts";
import { rowsOf } from "#lib/payments/statements/table-rows.ts";
import { dropUpload, foundUpload } from "#lib/payments/statements/uploads.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { ofPayers } from "./import-statement.ts";

const column = z.union([z.literal("").transform(() => undefined), wholeNumber(0, MOST_COLUMNS)]).optional();

/** Each column by its place from 0, empty where there is none. */
export const importByLayoutInput = z
  .object({
    uploadId: z.uuid("invalid"),
    separator: z.enum(SEPARATOR_NAMES),
    head: wholeNumber(0, MOST_HEAD),
    dates: z.enum(DATE_ORDERS),
    decimal: z.enum(DECIMALS),
    ...(Object.fromEntries(COLUMNS.map((name) => [name, column])) as Record<Column, typeof column>),
    /** Under which name it is offered next time; empty: it is not kept. */
    saveAs: optionalLine(60),
  })
  .superRefine(({ date, text, amount, credit }, context) => {
    const missing = (path: string) => context.addIssue({ code: "custom", path: [path], message: "required" });
    if (date === undefined) missing("date");
    if (text === undefined) missing("text");
    if (amount === undefined && credit === undefined) missing("amount");
  })
  .transform(({ uploadId, saveAs, separator, head, dates, decimal, ...columns }) => {
    const named = COLUMNS.flatMap((name) => (columns[name] === undefined ? [] : [[name, columns[name]]]));
    const layout: Layout = { separator, head, dates, decimal, columns: Object.fromEntries(named) };
    return { uploadId, saveAs, layout };
  });
export type ImportByLayoutInput = z.output<typeof importByLayoutInput>;

/**
 * Imports a table that was kept, by the columns that a person named for it. What is refused leaves it as it was.
 * @throws 404 `upload_unknown`; `statement_cell` at the column that is wrong, with its row; as `readStatement`
 */
export async function importByLayout({ uploadId, layout, saveAs }: ImportByLayoutInput, actor: Actor): Promise<Imported> {
  const { fileName, body } = await foundUpload(uploadId);
  const { market } = await getSettings();
  const read = await ofPayers(readStatement(body, market.defaultCurrency, layout));
  const header = headerAt(rowsOf(textOf(body), layout.separator), layout.head);
  return transaction(async (tx) => {
    if (saveAs) await saveLayout(tx, { name: saveAs, header, layout }, actor);
    await dropUpload(tx, uploadId);
    return keepLines(tx, { fileName, ...read }, actor);
  });
}

import { DomainError } from "#lib/kernel/errors.ts";
import { isWhole } from "./column-names.ts";
import { guessedLayout, type Layout } from "./layout.ts";
import type { ReadStatement } from "./line.ts";
import { readTable } from "./read-table.ts";
import { rowsOf, separatorOf } from "./table-rows.ts";

/**
 * Reads a table that a bank exports, by the names that banks give their columns; or by `layout`, as a person named them. Lines above the names, as some banks
 * write, are left out.
 * @param currency of what has no column for it
 * @throws `statement_columns` where date, amount or text have none; `statement_cell`, `statement_unreadable`
 */
export function readCsv(csv: string, currency: string, layout?: Layout): ReadStatement {
  const separator = layout?.separator ?? separatorOf(csv);
  const rows = rowsOf(csv, separator);
  const by = layout ?? guessedLayout(rows, separator);
  if (!isWhole(by.columns)) throw new DomainError("statement_columns", { field: "file" });
  return readTable(rows, by, currency);
}

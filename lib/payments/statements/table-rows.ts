import { parse } from "csv-parse/sync";
import { DomainError } from "#lib/kernel/errors.ts";
import { columnsNamed, isWhole } from "./column-names.ts";
import { SEPARATOR_NAMES, SEPARATORS, type Separator } from "./layout.ts";

/** The rows of a table (the first `most`) as a spreadsheet counts them: empty ones are rows, too. @throws `statement_unreadable` */
export function rowsOf(csv: string, separator: Separator, most?: number): string[][] {
  try {
    return parse(csv, { delimiter: SEPARATORS[separator], relax_column_count: true, relax_quotes: true, bom: true, to: most ?? -1 });
  } catch {
    throw new DomainError("statement_unreadable", { field: "file" });
  }
}

/** What stands between its cells: where that makes columns that banks have; or else what its first lines have most of. */
export function separatorOf(csv: string): Separator {
  const lines = csv.split("\n", 200);
  const names = SEPARATOR_NAMES.find((name) => lines.some((line) => isWhole(columnsNamed(line.split(SEPARATORS[name])))));
  if (names) return names;
  const first = lines.slice(0, 30);
  const widthOf = (name: Separator) => Math.max(...first.map((line) => line.split(SEPARATORS[name]).length));
  return [...SEPARATOR_NAMES].sort((a, b) => widthOf(b) - widthOf(a))[0];
}

import { MOST_COLUMNS } from "./column-names.ts";
import { guessedLayout, headerAt, type Layout, MOST_HEAD, type Separator } from "./layout.ts";
import { headersOf, layoutsFor, type SavedLayout } from "./layouts.ts";
import { textOf } from "./read-statement.ts";
import { rowsOf, separatorOf } from "./table-rows.ts";
import { foundUpload } from "./uploads.ts";

const ROWS = 10;
const ABOVE = 3;

export type Preview = {
  fileName: string;
  layout: Layout;
  /** What the layout was saved as; empty where it is a guess. */
  name: string;
  saved: SavedLayout[];
  /** The first rows, each with the number that a spreadsheet gives it. */
  rows: { number: number; cells: string[] }[];
  /** How many columns the table has, and what they are called. */
  columns: string[];
};

/** How a table is to be read, where a person has chosen: `saved`, what was kept before; else what stands between cells, and which row names the columns. */
export type Choice = { saved: string | null; separator: Separator | null; head: number | null };

/** The beginning of a file that waits for its columns to be named, and how they seem to be, or were before. @throws 404 `upload_unknown` */
export async function previewOf(uploadId: string, choice: Choice): Promise<Preview> {
  const { fileName, body } = await foundUpload(uploadId);
  const text = textOf(body);
  const own = separatorOf(text);
  const saved = await layoutsFor([...headersOf(body), headerAt(rowsOf(text, own, MOST_HEAD), 0)]);
  const asked = choice.separator !== null || choice.head !== null;
  const known = saved.find(({ id }) => id === choice.saved) ?? (asked || choice.saved ? undefined : saved[0]);
  const separator = known?.layout.separator ?? choice.separator ?? own;
  const rows = rowsOf(text, separator);
  const layout = known?.layout ?? guessedLayout(rows, separator, choice.head ?? undefined);
  const from = Math.max(0, layout.head - ABOVE);
  const shown = rows.slice(from, from + ROWS + ABOVE);
  const width = Math.min(MOST_COLUMNS, Math.max(1, ...shown.map((row) => row.length)));
  const names = layout.head === 0 ? [] : (rows[layout.head - 1] ?? []);
  return {
    fileName,
    layout,
    name: known?.name ?? "",
    saved,
    rows: shown.map((cells, index) => ({ number: from + index + 1, cells: cells.slice(0, width) })),
    columns: Array.from({ length: width }, (_, at) => (names[at] ?? "").trim().slice(0, 40)),
  };
}

import type { ReactNode } from "react";
import { cx } from "#components/ui/class-names.ts";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { ListLook } from "#lib/web/lists/list-look.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { ListKeys } from "./list-keys.tsx";

/** A column by its name (lib/web/lists/columns.ts). `folded` and `foldedCell` are classes for where it is left out or narrow, unless somebody chose the columns: then there is `chosenCell`. */
export type Column<Row> = {
  name: string;
  label: string;
  numeric?: boolean;
  sort?: HeadingSort;
  className?: string;
  folded?: string;
  foldedCell?: string;
  chosenCell?: string;
  cell: (row: Row) => ReactNode;
};

/** A look, and the actions that keep another one, and views. */
export type LookedAt = ListLook & Record<"keep" | "save" | "change" | "remove", FormAction<void>>;

type Props<Row> = { label: string; columns: Column<Row>[]; look: LookedAt; rows: Row[]; open?: string | null };

/** The first column stays in sight when the table is wider than its frame: its cells are opaque, whatever passes under them. */
const STAYS = "sticky start-0 z-1 bg-surface group-hover:bg-sunken group-aria-[current=true]:bg-brand-soft max-sm:max-w-44";

/** The rows of a list as the operator wants them: its columns, and how dense it is. */
export function ListTable<Row extends { id: string }>({
  label,
  columns,
  look: { keep, save: _save, change: _change, remove: _remove, ...look },
  rows,
  open = null,
}: Props<Row>) {
  const shown = columns.filter(({ name }) => look.shown.includes(name));
  const first = (n: number, classes: string) => look.chosen && n === 0 && classes;
  return (
    <>
      <div className="absolute end-0 top-0 flex items-center gap-1">
        <ListKeys />
        <ColumnsMenu look={look} columns={columns.map((column) => ({ name: column.name, label: column.label }))} keep={keep} />
      </div>
      <Table
        label={label}
        className={cx(look.compact && "[&_td]:py-1 [&_th]:py-1.5", look.chosen && "max-md:max-h-[80dvh] max-md:overflow-y-auto")}
      >
        <thead>
          <tr>
            {shown.map(({ name, numeric, sort, folded, label: heading }, n) => (
              <Th key={name} numeric={numeric} sort={sort} className={cx(!look.chosen && folded, first(n, "start-0 z-20!"))}>
                {heading}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.id} selected={row.id === open} className={look.chosen ? "group" : undefined}>
              {shown.map(({ name, numeric, className, folded, foldedCell, chosenCell, cell }, n) => (
                <Td
                  key={name}
                  numeric={numeric}
                  className={cx(className, look.chosen ? chosenCell : cx(folded, foldedCell), first(n, STAYS))}
                >
                  {cell(row)}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

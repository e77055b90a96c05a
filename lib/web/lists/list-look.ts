import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { may } from "#lib/identity/roles.ts";
import { columnsOf, isColumn, type ListName } from "./columns.ts";
import { type Kept, pageAddress } from "./page-params.ts";
import { type ShownView, savedViews, viewQuery } from "./saved-views.ts";

/**
 * How a list is shown. `chosen`: these columns were asked for, and all of them are shown, on a phone too. `usual`: the list's address without columns of
 * its own, if it has some. `query`: what is asked for now, as a view keeps it, with chosen columns.
 */
export type ListLook = {
  list: ListName;
  always: readonly string[];
  shown: string[];
  chosen: boolean;
  compact: boolean;
  usual: string | null;
  views: ShownView[];
  query: string;
  mayShare: boolean;
};

/** A list as its address says (`cols`), else as the operator wants it, else as lists are; and the views of it that there are. */
export async function listLook(list: ListName, operator: Pick<Operator, "id" | "role">, kept: Kept): Promise<ListLook> {
  const { always, usually } = columnsOf(list);
  const [wanted, views] = await Promise.all([
    db.listLook.findUnique({ where: { operatorId_list: { operatorId: operator.id, list } } }),
    savedViews(list, operator),
  ]);
  const asked = [kept.cols ?? []].flat().flatMap((names) => names.split(","));
  const own = asked.length > 0 ? asked : wanted && !wanted.usual ? wanted.columns : null;
  const shown = [...new Set([...always, ...(own ?? usually).filter((name) => isColumn(list, name))])];
  const [, query = ""] = pageAddress("", { ...kept, cols: own && shown }).split("?");
  return {
    list,
    always,
    shown,
    chosen: own !== null,
    compact: wanted?.compact ?? false,
    usual: asked.length > 0 ? pageAddress(`/operator/${list}`, { ...kept, cols: null }) : null,
    views,
    query: viewQuery(query),
    mayShare: may(operator.role, "views.share"),
  };
}

import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { may } from "#lib/identity/roles.ts";
import type { ListName } from "./columns.ts";

/** A view as its list shows it. `of`: whose it is, where it is another's. */
export type ShownView = { id: string; name: string; query: string; shared: boolean; of: string | null; mayDelete: boolean };

/** An operator's own views of a list, by name, and then those that others share. */
export async function savedViews(list: ListName, operator: Pick<Operator, "id" | "role">): Promise<ShownView[]> {
  const found = await db.savedView.findMany({
    where: { list, OR: [{ operatorId: operator.id }, { shared: true }] },
    include: { operator: { select: { name: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const views = found.map(({ id, name, query, shared, operatorId, operator: owner }) => {
    const isOwn = operatorId === operator.id;
    return { id, name, query, shared, of: isOwn ? null : owner.name, mayDelete: isOwn || may(operator.role, "operators.write") };
  });
  return [...views.filter(({ of }) => of === null), ...views.filter(({ of }) => of !== null)];
}

/** What a list is asked for, in one order, whatever the order in the address; the place in it and the open row are no part of it. */
export function viewQuery(query: string): string {
  const asked = new URLSearchParams(query);
  for (const name of ["cursor", "open"]) asked.delete(name);
  asked.sort();
  return asked.toString().replaceAll("%2C", ",");
}

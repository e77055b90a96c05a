import { z } from "zod";
import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { isDuplicate } from "#lib/db/rows.ts";
import { may } from "#lib/identity/roles.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { flag, nameText } from "#lib/kernel/inputs.ts";
import { LIST_NAMES } from "./columns.ts";
import { viewQuery } from "./saved-views.ts";

/** So many views one operator has, of all lists. */
export const MOST_VIEWS = 50;
const VIEW_NAME_LENGTH = 60;

type By = Pick<Operator, "id" | "role">;

export const saveViewInput = z.object({
  list: z.enum(LIST_NAMES, "invalid"),
  name: nameText(VIEW_NAME_LENGTH),
  query: z.string("invalid").max(2000, "too_long").transform(viewQuery).pipe(z.string().min(1, "invalid")),
  shared: flag,
});
export type SaveViewInput = z.output<typeof saveViewInput>;

/** Keeps what a list is asked for under a name, of which an operator has one for each list. @throws DomainError `view_exists`, `views_too_many`, `forbidden`. */
export async function saveView({ list, name, query, shared }: SaveViewInput, by: By): Promise<void> {
  if (shared) mustShare(by);
  if ((await db.savedView.count({ where: { operatorId: by.id } })) >= MOST_VIEWS)
    throw new DomainError("views_too_many", { status: 409, values: { most: MOST_VIEWS } });
  await named(db.savedView.create({ data: { operatorId: by.id, list, name, query, shared, createdAt: now() } }));
}

export const changeViewInput = z.object({ id: z.uuid("invalid"), name: nameText(VIEW_NAME_LENGTH), shared: flag });
export type ChangeViewInput = z.output<typeof changeViewInput>;

/** Gives one's own view another name, shares it or no longer does. @throws DomainError `view_unknown`, `view_exists`, `forbidden`. */
export async function changeView({ id, name, shared }: ChangeViewInput, by: By): Promise<void> {
  const view = await db.savedView.findUnique({ where: { id } });
  if (view?.operatorId !== by.id) throw notFound("view_unknown");
  if (shared && !view.shared) mustShare(by);
  const { count } = await named(db.savedView.updateMany({ where: { id, operatorId: by.id }, data: { name, shared } }));
  if (count === 0) throw notFound("view_unknown");
}

export const deleteViewInput = z.object({ id: z.uuid("invalid") });
export type DeleteViewInput = z.output<typeof deleteViewInput>;

/** Deletes a view: one's own, and whoever looks after the team deletes those that are shared. @throws DomainError `view_unknown`. */
export async function deleteView({ id }: DeleteViewInput, by: By): Promise<void> {
  const others = may(by.role, "operators.write") ? [{ shared: true }] : [];
  const { count } = await db.savedView.deleteMany({ where: { id, OR: [{ operatorId: by.id }, ...others] } });
  if (count === 0) throw notFound("view_unknown");
}

function mustShare({ role }: By): void {
  if (!may(role, "views.share")) throw new DomainError("forbidden", { status: 403, field: "shared" });
}

async function named<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (isDuplicate(error)) throw new DomainError("view_exists", { status: 409, field: "name" });
    throw error;
  }
}

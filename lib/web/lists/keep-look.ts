import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { flag, oneOrMany } from "#lib/kernel/inputs.ts";
import { columnsOf, isColumn, LIST_NAMES } from "./columns.ts";

export const keepLookInput = z
  .object({
    list: z.enum(LIST_NAMES, "invalid"),
    columns: oneOrMany,
    density: z.enum(["comfortable", "compact"], "invalid").default("comfortable"),
    reset: flag,
  })
  .refine(({ list, columns }) => columns.every((name) => isColumn(list, name)), { path: ["columns"], message: "invalid" });
export type KeepLookInput = z.output<typeof keepLookInput>;

/** Keeps how an operator wants a list, on whatever machine; `reset` forgets it. The columns that lists usually have are no choice: they grow with the product. */
export async function keepLook({ list, columns: ticked, density, reset }: KeepLookInput, operatorId: string): Promise<void> {
  const { always, usually } = columnsOf(list);
  const columns = ticked.filter((name) => !always.includes(name));
  const compact = density === "compact";
  const isUsual = columns.length === usually.length && usually.every((name) => columns.includes(name));
  if (reset || (isUsual && !compact)) {
    await db.listLook.deleteMany({ where: { operatorId, list } });
    return;
  }
  const look = { columns: isUsual ? [] : columns, usual: isUsual, compact };
  await db.listLook.upsert({ where: { operatorId_list: { operatorId, list } }, create: { operatorId, list, ...look }, update: look });
}

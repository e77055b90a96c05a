import { Prisma } from "./generated/client.ts";

/** Values of ours for a statement, after `IN`: spelled out, as the indexes have them. */
export function spelled(values: readonly string[]): Prisma.Sql {
  return Prisma.raw(`(${values.map((value) => `'${value}'`).join(", ")})`);
}

import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { ExportFormat, ExportStatus, type Operator, Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { LIST_NAMES } from "./lists.ts";

const row = z.object({
  id: z.uuid(),
  list: z.enum(LIST_NAMES),
  format: z.enum(ExportFormat),
  status: z.enum(ExportStatus),
  address: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])),
  askedAt: z.date(),
  expiresAt: z.date(),
  finishedAt: z.date().nullable(),
  rows: z.int(),
  outOf: z.int().nullable(),
  bytes: z.bigint(),
  error: z.string().nullable(),
  by: z.string(),
});
export type ExportRow = z.output<typeof row>;

export const EXPORT_SORTS = {
  asked: { column: Prisma.sql`e."askedAt"`, holds: "instant", keyOf: (row) => row.askedAt, first: "desc" },
} satisfies Record<string, Sort<ExportRow>>;

type Viewer = Pick<Operator, "id" | "role">;

/** Whose exports somebody sees: their own, and an owner everybody's. The condition on `"Export" e`. */
function seenBy({ id, role }: Viewer): Prisma.Sql {
  return role === "OWNER" ? Prisma.sql`TRUE` : Prisma.sql`e."operatorId" = ${id}::uuid`;
}

/** The exports that somebody may fetch, the newest first. */
export async function exportsOf(viewer: Viewer, sorting: Sorting<"asked">, cursor: Cursor | null): Promise<KeysetPage<ExportRow>> {
  const list = keyset(EXPORT_SORTS, Prisma.sql`e."id"`, { sorting, cursor });
  return list.page(await found(Prisma.sql`${seenBy(viewer)} AND ${list.where} ${list.order}`));
}

/** One of them; null where there is none, or it is another's. */
export async function exportOf(viewer: Viewer, id: string): Promise<ExportRow | null> {
  const [one] = await found(Prisma.sql`${seenBy(viewer)} AND e."id" = ${id}::uuid`);
  return one ?? null;
}

async function found(which: Prisma.Sql): Promise<ExportRow[]> {
  const rows = await db.$queryRaw`
    SELECT e."id", e."list", e."format"::text AS "format", e."status"::text AS "status", e."address", e."askedAt", e."expiresAt", e."finishedAt", e."rows", e."outOf", e."bytes",
           e."error", o."name" AS "by"
    FROM "Export" e JOIN "Operator" o ON o."id" = e."operatorId" WHERE ${which}`;
  return row.array().parse(rows);
}

/** The bytes of its file from `from` to `to`, both included, a part at a time, so that its size does not matter. */
export async function* bytesOf(id: string, from: bigint, to: bigint): AsyncGenerator<Uint8Array> {
  for (let at = from; at <= to; ) {
    const part = await db.exportPart.findFirst({ where: { exportId: id, at: { lte: at } }, orderBy: { at: "desc" } });
    const piece = part?.body.subarray(Number(at - part.at), Number(to - part.at) + 1);
    if (!piece?.length) throw new Error(`The export ${id} has no byte ${at}`);
    yield piece;
    at += BigInt(piece.length);
  }
}

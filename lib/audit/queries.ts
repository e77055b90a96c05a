import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { ActorKind, Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { containing } from "#lib/db/like.ts";

export const ACTOR_KINDS = Object.values(ActorKind);

const row = z.object({
  id: z.uuid(),
  at: z.date(),
  actorKind: z.enum(ActorKind),
  actorId: z.uuid().nullable(),
  actorName: z.string(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string().nullable(),
  ip: z.string().nullable(),
});

export type AuditRow = z.output<typeof row>;

export type AuditFilters = {
  /** Newest first unless told otherwise. */
  sorting?: Sorting<"at">;
  /** Part of the actor's name, the action or the subject's id. */
  text: string;
  actorKind: AuditRow["actorKind"] | null;
  subjectType: string | null;
  /** Instants; `until` is not included. */
  from: Date | null;
  until: Date | null;
  /** Only what had been made by then. */
  madeBy?: Date;
};

export const AUDIT_SORTS = {
  at: { column: Prisma.sql`"at"`, holds: "instant", keyOf: (row) => row.at, first: "desc" },
} satisfies Record<string, Sort<AuditRow>>;

/** Who did what, the newest first. */
export async function auditEntries(filters: AuditFilters, cursor: Cursor | null, size?: number): Promise<KeysetPage<AuditRow>> {
  const list = keyset(AUDIT_SORTS, Prisma.sql`"id"`, { sorting: filters.sorting, cursor, size });
  const conditions = [list.where];
  const like = containing(filters.text);
  if (filters.text) conditions.push(Prisma.sql`("actorName" ILIKE ${like} OR "action" ILIKE ${like} OR "subjectId" ILIKE ${like})`);
  if (filters.actorKind) conditions.push(Prisma.sql`"actorKind" = ${filters.actorKind}::"ActorKind"`);
  if (filters.subjectType) conditions.push(Prisma.sql`"subjectType" = ${filters.subjectType}`);
  if (filters.from) conditions.push(Prisma.sql`"at" >= ${filters.from}`);
  if (filters.until) conditions.push(Prisma.sql`"at" < ${filters.until}`);
  if (filters.madeBy) conditions.push(Prisma.sql`"at" <= ${filters.madeBy}`);
  const found = await db.$queryRaw`
    SELECT "id", "at", "actorKind", "actorId", "actorName", "action", "subjectType", "subjectId", "ip"
    FROM "AuditEntry" WHERE ${Prisma.join(conditions, " AND ")} ${list.order}`;
  return list.page(z.array(row).parse(found));
}

/** One entry with the values before and after; null when there is none. */
export function auditEntry(id: string) {
  return db.auditEntry.findUnique({ where: { id } });
}

/** The kinds of subject that the log knows, for a filter. */
export async function auditSubjectTypes(): Promise<string[]> {
  const rows = await db.$queryRaw`SELECT DISTINCT "subjectType" FROM "AuditEntry" ORDER BY 1`;
  return z
    .array(z.object({ subjectType: z.string() }))
    .parse(rows)
    .map(({ subjectType }) => subjectType);
}

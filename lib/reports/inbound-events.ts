import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { containing } from "#lib/db/like.ts";
import { type Days, onDays } from "./days.ts";

export const EVENT_STATES = ["handled", "waiting", "failed"] as const;
export type EventState = (typeof EVENT_STATES)[number];

const row = z.object({
  id: z.uuid(),
  source: z.string(),
  externalId: z.string(),
  type: z.string(),
  reference: z.string().nullable(),
  receivedAt: z.date(),
  handledAt: z.date().nullable(),
  nextAttemptAt: z.date().nullable(),
  attempts: z.number(),
  error: z.string().nullable(),
});

export type InboundEventRow = z.output<typeof row>;

export type EventFilters = {
  /** Newest first unless told otherwise. */
  sorting?: Sorting<"received">;
  /** The event's id at its source, what it refers to, or its type. */
  q: string;
  source: string | null;
  state: EventState | null;
} & Days;

/** Handled; failed: its last attempt left an error; waiting: not tried yet. */
export function eventState(event: Pick<InboundEventRow, "handledAt" | "error">): EventState {
  if (event.handledAt) return "handled";
  return event.error ? "failed" : "waiting";
}

const STATE_SQL: Record<EventState, Prisma.Sql> = {
  handled: Prisma.sql`"handledAt" IS NOT NULL`,
  failed: Prisma.sql`"handledAt" IS NULL AND "error" IS NOT NULL`,
  waiting: Prisma.sql`"handledAt" IS NULL AND "error" IS NULL`,
};

export const EVENT_SORTS = {
  received: { column: Prisma.sql`"receivedAt"`, holds: "instant", keyOf: (row) => row.receivedAt, first: "desc" },
} satisfies Record<string, Sort<InboundEventRow>>;

/** Webhooks as they arrived, the newest first, without their payload. */
export async function inboundEvents(filters: EventFilters, timeZone: string, cursor: Cursor | null): Promise<KeysetPage<InboundEventRow>> {
  const list = keyset(EVENT_SORTS, Prisma.sql`"id"`, { sorting: filters.sorting, cursor });
  const { q } = filters;
  const conditions = [list.where, ...onDays(Prisma.sql`"receivedAt"`, filters, timeZone)];
  if (q) conditions.push(Prisma.sql`(${q} IN ("externalId", "reference", "transactionId"::text) OR "type" ILIKE ${containing(q)})`);
  if (filters.source) conditions.push(Prisma.sql`"source" = ${filters.source}`);
  if (filters.state) conditions.push(STATE_SQL[filters.state]);
  const found = await db.$queryRaw`
    SELECT "id", "source", "externalId", "type", "reference", "receivedAt", "handledAt", "nextAttemptAt", "attempts", "error"
    FROM "InboundEvent" WHERE ${Prisma.join(conditions, " AND ")} ${list.order}`;
  return list.page(z.array(row).parse(found));
}

/** One event with its payload, and the transaction or message it refers to; null when there is none. */
export async function inboundEvent(id: string) {
  const event = await db.inboundEvent.findUnique({ where: { id } });
  if (!event) return null;
  const { source: gateway, reference, transactionId } = event;
  const named = [
    ...(transactionId ? [{ id: transactionId }] : []),
    ...(reference ? [{ gatewayReference: reference }, { paymentReference: reference }] : []),
  ];
  const transaction = await db.transaction.findFirst({ where: { gateway, OR: named }, select: { id: true, number: true } });
  return { ...event, transaction };
}

/** The sources that events came from, for a filter. */
export async function eventSources(): Promise<string[]> {
  const rows = await db.$queryRaw`SELECT DISTINCT "source" FROM "InboundEvent" ORDER BY 1`;
  return z
    .array(z.object({ source: z.string() }))
    .parse(rows)
    .map(({ source }) => source);
}

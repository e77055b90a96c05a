import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { countArrived, countFound } from "#lib/db/count.ts";
import { valuesOf } from "#lib/db/distinct.ts";
import { MessageKind, MessageStatus, Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { startingWith } from "#lib/db/like.ts";
import { textHolds, waysToCustomers, waysToNumber } from "#lib/db/search.ts";
import { ALL_ROWS, type Found, isFound, type Way } from "#lib/db/ways.ts";
import { TIMELINE } from "#lib/events/read.ts";
import type { Counted } from "#lib/kernel/counted.ts";
import { type Kind, templateLocale } from "#lib/messages/catalog.ts";
import { PROBLEMS } from "#lib/messages/channel.ts";
import { channelFor } from "#lib/messages/registry.ts";
import { withLogo } from "#lib/messages/templates/brand.ts";
import { maskSecrets } from "#lib/messages/templates/secrets.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { presentAddress, resendObstacle } from "./resend.ts";

const row = z.object({
  id: z.uuid(),
  number: z.number(),
  kind: z.enum(MessageKind),
  status: z.enum(MessageStatus),
  templateKey: z.string(),
  recipient: z.string(),
  /** The subject of an email, the beginning of a text. */
  title: z.string().transform((text) => maskSecrets(text).slice(0, 160)),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  createdAt: z.date(),
});

export type MessageRow = z.output<typeof row>;

export type MessageFilters = {
  /** Newest first unless told otherwise. */
  sorting?: Sorting<"created">;
  /** The recipient or its beginning; part of the subject as its template has it; what the customer is found by (`customerFoundBy`); a message's number, its provider's reference or its invoice's number as a whole. */
  text: string;
  kind: Kind | null;
  status: MessageStatus | null;
  templateKey: string | null;
  customerId: string | null;
  /** Instants; `until` is not included. */
  from: Date | null;
  until: Date | null;
  /** Only what had been made by then. */
  madeBy?: Date;
};

export const MESSAGE_SORTS = {
  created: { column: Prisma.sql`m."createdAt"`, holds: "instant", keyOf: (row) => row.createdAt, first: "desc" },
} satisfies Record<string, Sort<MessageRow>>;

/** Every email and SMS, the newest first. */
export async function messageHistory(filters: MessageFilters, cursor: Cursor | null, size?: number): Promise<KeysetPage<MessageRow>> {
  const list = keyset(MESSAGE_SORTS, Prisma.sql`m.id`, { sorting: filters.sorting, cursor, size });
  const { where, ...found } = await foundMessages(filters);
  const rows = await db.$queryRaw`
    SELECT m.id, m.number, m.kind::text, m.status::text, m."templateKey", m.recipient, m."customerId", c.name AS "customerName",
      CASE WHEN m.kind = 'EMAIL' THEN m.subject ELSE left(m.text, 1000) END AS title, m."createdAt"
    FROM "Message" m LEFT JOIN "Customer" c ON c.id = m."customerId"
    WHERE ${isFound({ ...found, where: Prisma.sql`${where} AND ${list.where}` }, list.order)} ${list.order}`;
  return list.page(z.array(row).parse(rows));
}

export async function messageCount(filters: MessageFilters): Promise<Counted> {
  return countFound(await foundMessages(filters));
}

/** How many have arrived since the list was read from there (`newest`). */
export async function arrivedMessages(filters: MessageFilters, before: Cursor): Promise<Counted> {
  const { where } = keyset(MESSAGE_SORTS, Prisma.sql`m.id`, { sorting: filters.sorting, cursor: before });
  return countArrived(await foundMessages(filters), where);
}

async function foundMessages({ text, ...filters }: MessageFilters): Promise<Found> {
  const ways = text ? await waysToMessages(text) : ALL_ROWS;
  return { from: Prisma.sql`"Message" m`, id: Prisma.sql`m.id`, ways, where: messageWhere(filters) };
}

function messageWhere({ kind, status, templateKey, customerId, from, until, madeBy }: Omit<MessageFilters, "text">): Prisma.Sql {
  const conditions = [Prisma.sql`TRUE`];
  if (kind) conditions.push(Prisma.sql`m.kind = ${kind}::"MessageKind"`);
  if (status) conditions.push(Prisma.sql`m.status = ${status}::"MessageStatus"`);
  if (templateKey) conditions.push(Prisma.sql`m."templateKey" = ${templateKey}`);
  if (customerId) conditions.push(Prisma.sql`m."customerId" = ${customerId}::uuid`);
  if (from) conditions.push(Prisma.sql`m."createdAt" >= ${from}`);
  if (until) conditions.push(Prisma.sql`m."createdAt" < ${until}`);
  if (madeBy) conditions.push(Prisma.sql`m."createdAt" <= ${madeBy}`);
  return Prisma.join(conditions, " AND ");
}

async function waysToMessages(text: string): Promise<Way[]> {
  const [customers, channels, versions] = await Promise.all([
    waysToCustomers(text, Prisma.sql`m."customerId"`),
    valuesOf(Prisma.sql`"Message"`, Prisma.sql`"channel"`),
    versionsWithSubject(text),
  ]);
  const others = [
    ...(versions.length > 0 ? [Prisma.sql`m."templateVersionId" = ANY(${versions}::uuid[])`] : []),
    Prisma.sql`lower(m.recipient) LIKE ${startingWith(recipientIn(text))}`,
    Prisma.sql`m.channel = ANY(${channels}::text[]) AND m."providerReference" = ${text}`,
    ...(/\d/.test(text) ? [Prisma.sql`m."invoiceId" = (SELECT "id" FROM "Invoice" WHERE "number" = ${text.toUpperCase()})`] : []),
  ];
  return [...waysToNumber(text, Prisma.sql`m.number`), ...customers, ...others.map((all) => ({ all }))];
}

/** A subject is its template's, but for what differs from viewer to viewer; and of templates there are few. */
export async function versionsWithSubject(typed: string): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`SELECT "id" FROM "TemplateVersion" WHERE ${textHolds(Prisma.sql`"subject"`, typed)}`;
  return found.map(({ id }) => id);
}

/** An address as it is kept; a phone number without what it is spaced with. */
export function recipientIn(typed: string): string {
  return (/^\+[\d ()./-]+$/.test(typed) ? typed.replace(/[^+\d]/g, "") : typed).toLowerCase();
}

const problem = z.enum(PROBLEMS);
const state = z.enum(MessageStatus);

export type MessageDetails = NonNullable<Awaited<ReturnType<typeof messageDetails>>>;

/** One message exactly as it was sent, secrets masked, with its timeline; null when there is none. */
export async function messageDetails(id: string) {
  const message = await db.message.findUnique({
    where: { id },
    include: { customer: true, templateVersion: true, events: TIMELINE },
  });
  if (!message) return null;
  const { customer, templateVersion, secrets: _sealed, ...rest } = message;
  const [settings, original, copies] = await Promise.all([
    getSettings(),
    message.resendOfId ? db.message.findUnique({ where: { id: message.resendOfId }, select: { id: true, number: true } }) : null,
    db.message.findMany({ where: { resendOfId: id }, select: { id: true, number: true }, orderBy: { createdAt: "asc" } }),
  ]);
  const obstacle = resendObstacle(message, customer);
  return {
    ...rest,
    locale: templateLocale(rest.locale),
    problem: problem.nullable().parse(rest.problem),
    events: rest.events.map((event) => ({ ...event, type: state.parse(event.type) })),
    subject: maskSecrets(rest.subject),
    html: withLogo(maskSecrets(rest.html), settings.brand.logo),
    text: maskSecrets(rest.text),
    /** Who carries it, or will. */
    channel: rest.channel ?? (rest.status === "SUPPRESSED" ? null : channelFor(rest.kind).id),
    version: { id: templateVersion.id, number: templateVersion.version },
    customer: customer && { id: customer.id, name: customer.name, email: customer.email },
    original,
    copies,
    resend: obstacle ? { obstacle } : { to: presentAddress(message, customer) },
  };
}

import { Prisma, type StorePurchase, type StorePurchaseStatus } from "#lib/db/generated/client.ts";
import { spelled } from "#lib/db/spelled.ts";

const HOUR_MS = 3_600_000;

/** Paid, or unpaid within the store's grace. */
const ENTITLING: StorePurchaseStatus[] = ["ACTIVE", "GRACE"];

/** The store is about to collect again: its viewer has the plan there, though nothing may be watched. */
const STOPPED: StorePurchaseStatus[] = ["RETRY", "PAUSED"];

/** The viewer has the plan by them, or is about to have it again. */
export const SELLING = ["ACTIVE", "GRACE", "RETRY", "PAUSED"] as const satisfies StorePurchaseStatus[];

/** They come to something yet, as long as the store knows them. */
export const WAITING: StorePurchaseStatus[] = ["PENDING", ...STOPPED];

/** What renews is watched on for so long after it was to renew, as long as the store has not said what became of it: a late answer is not the viewer's fault. */
const LEEWAY_MS = 6 * HOUR_MS;

/** Whether a purchase lets its viewer watch what its product is mapped to. */
export function isEntitling({ status, expiresAt, renews }: Pick<StorePurchase, "status" | "expiresAt" | "renews">, at: Date): boolean {
  return ENTITLING.includes(status) && (expiresAt === null || at < lastsUntil(expiresAt, renews));
}

/** What was bought in a test environment, and cost nothing, is nobody's plan but of those whom an operator lets test. */
const COUNTS = Prisma.sql`(NOT p."test" OR EXISTS (SELECT 1 FROM "StoreTester" t WHERE t."customerId" = p."customerId"))`;

/** The same in SQL, of a row "StorePurchase" called `p`. */
export function entitlingSql(at: Date): Prisma.Sql {
  const late = new Date(at.getTime() - LEEWAY_MS);
  const lasts = Prisma.sql`(p."expiresAt" IS NULL OR p."expiresAt" > ${at} OR (p."renews" AND p."expiresAt" > ${late}))`;
  return Prisma.sql`(p."status" IN ${spelled(ENTITLING)} AND ${lasts} AND ${COUNTS})`;
}

/** Those whose plan is not sold to their viewer here. */
export function sellingSql(at: Date): Prisma.Sql {
  return Prisma.sql`((p."status" IN ${spelled(STOPPED)} AND ${COUNTS}) OR ${entitlingSql(at)})`;
}

/** In SQL: whether who has the plan called `h` has with it all that the plan called `w` would give: it is the same, or grants nothing besides. */
export const INCLUDED_SQL = Prisma.sql`(w."id" = h."id" OR (cardinality(w."packages") > 0 AND w."packages" <@ h."packages" AND w."quality" <= h."quality"
  AND CASE w."kind" WHEN 'ADD_ON' THEN w."maxDevices" + w."maxStreams" = 0 ELSE w."maxDevices" <= h."maxDevices" AND w."maxStreams" <= h."maxStreams" END))`;

/** When what is paid for is over, for whoever watches by it. */
export function lastsUntil(expiresAt: Date, renews: boolean): Date {
  return renews ? new Date(expiresAt.getTime() + LEEWAY_MS) : expiresAt;
}

const AFTER_EXPIRY_MS = 60_000;
/** How often the store is asked though it said nothing. */
const LOOK_HOURS: Record<StorePurchaseStatus, number | null> = {
  PENDING: 1,
  ACTIVE: 24,
  GRACE: 6,
  RETRY: 6,
  PAUSED: 24,
  EXPIRED: 7 * 24,
  REVOKED: 7 * 24,
  REPLACED: null,
};
/** What has ended may be subscribed to again in the store for some time; later it says so by a notification, or the app does. */
const FORGOTTEN_AFTER_MS = 90 * 24 * HOUR_MS;
const LATE_ANSWER_MS = 10 * 60_000;

type Known = Pick<StorePurchase, "status" | "expiresAt">;

/** When the store is asked again: as soon as a period is over, and now and then, for a notification may be lost. */
export function nextLook({ status, expiresAt }: Known, at: Date): Date | null {
  const hours = LOOK_HOURS[status];
  if (hours === null) return null;
  const regular = at.getTime() + hours * HOUR_MS;
  if (!ENTITLING.includes(status)) return expiresAt && at.getTime() - expiresAt.getTime() > FORGOTTEN_AFTER_MS ? null : new Date(regular);
  if (!expiresAt) return new Date(regular);
  const over = expiresAt.getTime() + AFTER_EXPIRY_MS;
  return new Date(Math.min(regular, over > at.getTime() ? over : at.getTime() + LATE_ANSWER_MS));
}

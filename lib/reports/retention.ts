import { z } from "zod";
import { replica } from "#lib/db/client.ts";
import { SAVE_KINDS, type SaveKind } from "#lib/settings/cancel-reasons.ts";

const counts = z.object({
  shown: z.number(),
  taken: z.number(),
  old30: z.number(),
  still30: z.number(),
  old90: z.number(),
  still90: z.number(),
});
const row = counts.extend({ kind: z.enum(SAVE_KINDS) });

/** Of offers to stay: how many were shown and taken, and of those that were taken 30 and 90 days ago (`old30`, `old90`) how many still subscribed then. */
export type OfferSuccess = { kind: SaveKind } & z.infer<typeof counts>;

export async function offersToStay(since: Date, at: Date): Promise<OfferSuccess[]> {
  const rows = row.array().parse(
    await replica.$queryRaw`
    SELECT o."kind", count(*)::int AS "shown", count(o."takenAt")::int AS "taken",
      (count(*) FILTER (WHERE o."takenAt" <= ${at}::timestamptz - interval '30 days'))::int AS "old30",
      (count(*) FILTER (WHERE o."takenAt" <= ${at}::timestamptz - interval '30 days'
         AND (s."endedAt" IS NULL OR s."endedAt" > o."takenAt" + interval '30 days')))::int AS "still30",
      (count(*) FILTER (WHERE o."takenAt" <= ${at}::timestamptz - interval '90 days'))::int AS "old90",
      (count(*) FILTER (WHERE o."takenAt" <= ${at}::timestamptz - interval '90 days'
         AND (s."endedAt" IS NULL OR s."endedAt" > o."takenAt" + interval '90 days')))::int AS "still90"
    FROM "SaveOffer" o JOIN "Subscription" s ON s."id" = o."subscriptionId"
    WHERE o."shownAt" >= ${since} GROUP BY o."kind"`,
  );
  const none = { shown: 0, taken: 0, old30: 0, still30: 0, old90: 0, still90: 0 };
  return SAVE_KINDS.map((kind) => rows.find((found) => found.kind === kind) ?? { kind, ...none });
}

const reasons = z.array(z.object({ reason: z.string().nullable(), count: z.number() }));

/** Why viewers left, the most frequent first; null where they did not say. What was never paid is no leaving. */
export async function reasonsToLeave(since: Date): Promise<{ reason: string | null; count: number }[]> {
  return reasons.parse(
    await replica.$queryRaw`
    SELECT "cancelReason" AS "reason", count(*)::int AS "count" FROM "Subscription"
    WHERE "canceledAt" >= ${since} AND "activatedAt" IS NOT NULL GROUP BY "cancelReason" ORDER BY "count" DESC, "reason"`,
  );
}

const letters = z.array(
  z.object({ afterDays: z.number(), sent: z.number(), taken: z.number(), currency: z.string().nullable(), revenue: z.coerce.bigint() }),
);

/** Of letters to who has left: how many were sent and taken up, and what was paid since on what was taken up, less refunds, in minor units of each currency. */
export type LetterSuccess = { afterDays: number; sent: number; taken: number; revenue: { currency: string; minor: bigint }[] };

export async function lettersToReturn(since: Date): Promise<LetterSuccess[]> {
  const rows = letters.parse(
    await replica.$queryRaw`
    WITH letter AS (
      SELECT w."afterDays", w."id", o."subscriptionId" FROM "WinBack" w
      LEFT JOIN "CouponRedemption" r ON r."code" = w."code"
      LEFT JOIN "Order" o ON o."id" = r."orderId" AND o."status" = 'PAID'
      WHERE w."sentAt" >= ${since}
    ), counted AS (
      SELECT "afterDays", count(DISTINCT "id")::int AS "sent", count("subscriptionId")::int AS "taken" FROM letter GROUP BY "afterDays"
    ), paid AS (
      SELECT l."afterDays", t."currency", sum(t."amount" - t."refunded") AS "revenue"
      FROM letter l JOIN "Transaction" t ON t."subscriptionId" = l."subscriptionId"
      WHERE t."kind" = 'CHARGE' AND t."status" = 'SUCCEEDED' AND NOT t."surplus" AND t."invoiceId" IS NOT NULL GROUP BY l."afterDays", t."currency"
    )
    SELECT c."afterDays", c."sent", c."taken", p."currency", coalesce(p."revenue", 0)::bigint AS "revenue"
    FROM counted c LEFT JOIN paid p USING ("afterDays") ORDER BY c."afterDays", p."currency"`,
  );
  return [...Map.groupBy(rows, ({ afterDays }) => afterDays).values()].map((of) => ({
    ...of[0],
    revenue: of.flatMap(({ currency, revenue }) => (currency ? [{ currency, minor: revenue }] : [])),
  }));
}

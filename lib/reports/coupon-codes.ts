import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { csvLine } from "#lib/kernel/csv.ts";

/** `used`: how many redemptions its codes have. */
export type CodeBatch = {
  id: string;
  name: string;
  usesEach: number;
  codes: number;
  used: number;
  createdAt: Date;
  revokedAt: Date | null;
};

/** The batches of a coupon's codes, the newest first. */
export function codeBatches(couponId: string): Promise<CodeBatch[]> {
  return db.$queryRaw<CodeBatch[]>`
    SELECT b."id", b."name", b."usesEach", b."createdAt", b."revokedAt", count(DISTINCT c."id")::int AS "codes", count(r."orderId")::int AS "used"
    FROM "CouponBatch" b JOIN "PromotionCode" c ON c."batchId" = b."id" LEFT JOIN "CouponRedemption" r ON r."code" = c."code"
    WHERE b."couponId" = ${couponId}::uuid GROUP BY b."id" ORDER BY b."createdAt" DESC, b."id" DESC`;
}

type CodeUse = { code: string; used: number };

/** A batch's codes as CSV, each with its link and how often it was used, once it is written down who took it. Null where there is none. */
export async function exportCodes(batchId: string, shop: string, actor: Actor): Promise<string | null> {
  const batch = await db.couponBatch.findUnique({ where: { id: batchId } });
  if (!batch) return null;
  const after = { name: batch.name };
  await recordAudit(db, { actor, action: "coupon.codes_exported", subjectType: "coupon", subjectId: batch.couponId, after });
  const codes = await db.$queryRaw<CodeUse[]>`
    SELECT c."code", count(r."orderId")::int AS "used" FROM "PromotionCode" c LEFT JOIN "CouponRedemption" r ON r."code" = c."code"
    WHERE c."batchId" = ${batchId}::uuid GROUP BY c."id" ORDER BY c."id"`;
  const lines = codes.map(({ code, used }) => csvLine([code, couponLink(shop, code), used, batch.usesEach]));
  return `\uFEFF${csvLine(["code", "link", "used", "uses"])}${lines.join("")}`;
}

/** The shop's address that brings a code along to the checkout. */
export function couponLink(shop: string, code: string): string {
  return `${shop}/?coupon=${encodeURIComponent(code)}`;
}

import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { randomCode } from "#lib/kernel/codes.ts";
import { nameText, optionalWholeNumber, unmarked, wholeNumber } from "#lib/kernel/inputs.ts";
import { lockCoupon } from "./lock.ts";

export const addCodesInput = z.object({
  couponId: z.uuid("invalid"),
  /** For operators: whom they are for, or where they are printed. */
  name: nameText(80),
  count: wholeNumber(1, 10_000),
  usesEach: optionalWholeNumber(1, 1_000_000).transform((uses) => uses ?? 1),
  /** What each begins with. */
  prefix: z
    .string()
    .default("")
    .transform((text) => unmarked(text).toUpperCase())
    .pipe(
      z
        .string()
        .max(16, "too_long")
        .regex(/^([A-Z0-9][A-Z0-9_-]*)?$/, "invalid_coupon_code"),
    ),
});
export type AddCodesInput = z.output<typeof addCodesInput>;

/** Makes codes of a coupon, of which each counts by itself. Returns the id of their batch. @throws 404 `coupon_unknown` for one that is archived, too. */
export function addCodes(input: AddCodesInput, actor: Actor): Promise<string> {
  return transaction(async (tx) => {
    const { id: couponId } = await lockCoupon(tx, input.couponId);
    const { name, usesEach, count } = input;
    const { id } = await tx.couponBatch.create({ data: { couponId, name, usesEach, createdAt: now() } });
    await writeCodes(tx, id, input);
    await recordAudit(tx, {
      actor,
      action: "coupon.codes_added",
      subjectType: "coupon",
      subjectId: couponId,
      after: { name, count, usesEach },
    });
    return id;
  });
}

/** One that is there already, by a chance of one in 2⁵⁰, is made anew. */
async function writeCodes(tx: Tx, batchId: string, { count, prefix }: AddCodesInput): Promise<void> {
  const start = prefix && `${prefix.replace(/[_-]$/, "")}-`;
  for (let missing = count; missing > 0; ) {
    const data = Array.from({ length: missing }, () => ({ batchId, code: `${start}${randomCode(2, 5)}` }));
    missing -= (await tx.promotionCode.createMany({ data, skipDuplicates: true })).count;
  }
}

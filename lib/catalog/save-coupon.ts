import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { type Coupon, Prisma } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { isCountry } from "#lib/kernel/country.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import {
  flag,
  oneOrMany,
  optionalDate,
  optionalId,
  optionalLine,
  optionalWholeNumber,
  percentAsPpm,
  requiredText,
  unmarked,
} from "#lib/kernel/inputs.ts";
import { beginningOf } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { amountByCurrency } from "./amounts.ts";
import { lockCoupon } from "./lock.ts";

const common = {
  id: optionalId,
  code: z
    .string("required")
    .transform((code) => unmarked(code).toUpperCase())
    .pipe(requiredText(32))
    .pipe(z.string().regex(/^[A-Z0-9][A-Z0-9_-]*$/, "invalid_coupon_code")),
  name: optionalLine(80),
  duration: z.enum(["ONCE", "REPEATING", "FOREVER"]).default("ONCE"),
  /** Of a REPEATING one: how many paid periods it lasts. */
  cycles: optionalWholeNumber(2, 120),
  maxRedemptions: optionalWholeNumber(1, 1_000_000),
  maxPerViewer: optionalWholeNumber(1, 1000).transform((uses) => uses ?? 1),
  firstPurchase: flag,
  onlyBatches: flag,
  planIds: oneOrMany.pipe(z.array(z.uuid("invalid"))),
  countries: oneOrMany.refine((codes) => codes.every(isCountry), "invalid_country"),
  startsOn: optionalDate,
  lastDay: optionalDate,
};

export const saveCouponInput = z
  .discriminatedUnion("discount", [
    z.object({ ...common, discount: z.literal("percent"), percent: percentAsPpm.refine((ppm) => ppm > 0, "invalid_percent") }),
    z.object({
      ...common,
      discount: z.literal("amount"),
      amounts: amountByCurrency,
    }),
  ])
  .refine((coupon) => !coupon.startsOn || !coupon.lastDay || coupon.startsOn <= coupon.lastDay, {
    path: ["lastDay"],
    message: "date_order",
  })
  .refine((coupon) => coupon.duration !== "REPEATING" || coupon.cycles !== null, { path: ["cycles"], message: "required" });
export type SaveCouponInput = z.output<typeof saveCouponInput>;

/**
 * Adds a coupon, or changes one. `startsOn` and `lastDay` are civil days of the account, both included.
 * @throws DomainError when the code is taken, or the discount of a redeemed coupon would change.
 */
export function saveCoupon(input: SaveCouponInput, actor: Actor): Promise<Coupon> {
  return transaction(async (tx) => {
    const before = input.id ? await lockCoupon(tx, input.id) : null;
    const holder = await tx.coupon.findUnique({ where: { code: input.code }, select: { id: true } });
    if (holder && holder.id !== before?.id) throw new DomainError("coupon_code_taken", { status: 409, field: "code" });
    const data = await content(tx, input);
    if (before && changesDiscount(before, data)) await refuseRedeemed(tx, before.id);
    const row = { ...data, amounts: data.amounts ?? Prisma.DbNull };
    const coupon = before
      ? await tx.coupon.update({ where: { id: before.id }, data: row })
      : await tx.coupon.create({ data: { ...row, createdAt: now() } });
    await recordAudit(tx, {
      actor,
      action: before ? "coupon.changed" : "coupon.added",
      subjectType: "coupon",
      subjectId: coupon.id,
      before,
      after: coupon,
    });
    return coupon;
  });
}

async function content(tx: Tx, input: SaveCouponInput) {
  const { timeZone } = (await getSettings(tx)).company;
  const { code, name, duration, maxRedemptions, maxPerViewer, firstPurchase, onlyBatches, planIds, countries } = input;
  return {
    code,
    name: name || code,
    duration,
    cycles: duration === "REPEATING" ? input.cycles : null,
    maxRedemptions,
    maxPerViewer,
    firstPurchase,
    onlyBatches,
    planIds,
    countries,
    percentPpm: input.discount === "percent" ? input.percent : null,
    amounts:
      input.discount === "amount"
        ? Object.fromEntries(Object.entries(input.amounts).map(([currency, minor]) => [currency, minor.toString()]))
        : null,
    startsAt: input.startsOn ? beginningOf(input.startsOn, 0, timeZone) : null,
    expiresAt: input.lastDay ? beginningOf(input.lastDay, 1, timeZone) : null,
  };
}

function changesDiscount(before: Coupon, after: Pick<Coupon, "code" | "percentPpm" | "amounts" | "duration" | "cycles">): boolean {
  const discount = ({ code, percentPpm, amounts, duration, cycles }: typeof after) =>
    JSON.stringify([code, percentPpm, duration, cycles, Object.entries(amounts ?? {}).sort()]);
  return discount(before) !== discount(after);
}

/** What was promised with a code is not changed under it. Those who redeemed it keep it in any case: it is copied to their subscription. */
async function refuseRedeemed(tx: Tx, couponId: string): Promise<void> {
  if ((await tx.couponRedemption.count({ where: { couponId } })) > 0) throw conflict("coupon_redeemed");
}

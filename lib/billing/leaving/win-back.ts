import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { couponAmount } from "#lib/catalog/coupon.ts";
import { couponState } from "#lib/catalog/coupon-state.ts";
import { lockCoupon } from "#lib/catalog/lock.ts";
import { personalCode } from "#lib/catalog/personal-code.ts";
import { db } from "#lib/db/client.ts";
import type { Coupon } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { formatPpm } from "#lib/kernel/format.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { SELLING } from "#lib/stores/state.ts";
import { WITHDRAWAL } from "#lib/subscriptions/cancellation.ts";
import { ENDED, LIVE } from "#lib/subscriptions/state.ts";

const DAY_MS = 86_400_000;
/** Whoever left longer ago than this, when their day had come, is not written to: neither when letters are switched on, nor after a long stop. */
const LATE_DAYS = 7;
/** The name of the batch that the codes are of. */
const BATCH = "win-back";

type Letter = Settings["leaving"]["winBack"][number];

/**
 * Writes to viewers whose plan ended so many days ago, each with a code of their own: only to who wants news and offers, has nothing that runs, here or by a store, and paid for it
 * themselves; once for a subscription and a letter. Returns how many.
 */
export async function winBack(limit = 100): Promise<number> {
  const settings = await getSettings();
  let written = 0;
  for (const letter of settings.leaving.winBack) {
    const coupon = await db.coupon.findUnique({ where: { id: letter.couponId } });
    if (!coupon || !(await canBeHad(coupon))) continue;
    const due = await dueFor(letter, coupon, settings, limit);
    written += await eachSafely(due, "winning back", ({ id }) => write(id, letter, settings));
  }
  return written;
}

/** Whether anybody may use a coupon now; a code of one that is over is worth nothing. */
async function canBeHad(coupon: Coupon): Promise<boolean> {
  return couponState({ ...coupon, redeemed: await db.couponRedemption.count({ where: { couponId: coupon.id } }) }, now()) === "active";
}

/** Only viewers who could use a code of the coupon for what they had. */
async function dueFor({ afterDays }: Letter, coupon: Coupon, { company }: Settings, limit: number): Promise<{ id: string }[]> {
  const before = new Date(now().getTime() - afterDays * DAY_MS);
  const since = new Date(before.getTime() - LATE_DAYS * DAY_MS);
  const { id: couponId, planIds, countries, amounts, maxPerViewer, firstPurchase } = coupon;
  const found = await db.subscription.findMany({
    where: {
      planId: planIds.length > 0 ? { in: planIds } : undefined,
      currency: coupon.percentPpm === null ? { in: Object.keys((amounts ?? {}) as object) } : undefined,
      id: { notIn: resting() },
      status: { in: [...ENDED] },
      endedAt: { lte: before, gt: since },
      activatedAt: { not: null },
      plan: { kind: { not: "TRIAL" } },
      OR: [{ cancelReason: null }, { cancelReason: { not: WITHDRAWAL } }],
      winBacks: { none: { afterDays } },
      customer: {
        marketingConsent: true,
        closedAt: null,
        subscriptions: { none: { status: { in: LIVE } } },
        storePurchases: { none: { status: { in: [...SELLING] } } },
        orders: maxPerViewer === 1 ? { none: { couponId, status: "PAID" } } : undefined,
        transactions: firstPurchase ? { none: { kind: "CHARGE", status: "SUCCEEDED", amount: { gt: 0 } } } : undefined,
        OR:
          countries.length > 0
            ? [{ country: { in: countries } }, ...(countries.includes(company.country) ? [{ country: null }] : [])]
            : undefined,
      },
    },
    orderBy: { endedAt: "asc" },
    take: limit,
    select: { id: true, customerId: true, payerId: true },
  });
  return found.filter(({ customerId, payerId }) => customerId === payerId);
}

function write(subscriptionId: string, { afterDays, couponId, validDays }: Letter, settings: Settings): Promise<boolean> {
  return transaction(async (tx) => {
    const coupon = await lockCoupon(tx, couponId);
    const { customer, plan, currency } = await tx.subscription.findUniqueOrThrow({
      where: { id: subscriptionId },
      include: { customer: true, plan: { select: { name: true } } },
    });
    if ((await tx.winBack.count({ where: { subscriptionId, afterDays } })) > 0) return false;
    const ends = new Date(now().getTime() + validDays * DAY_MS);
    const expiresAt = coupon.expiresAt && coupon.expiresAt < ends ? coupon.expiresAt : ends;
    const code = await personalCode(tx, { couponId, customerId: customer.id, expiresAt, batch: BATCH });
    await tx.winBack.create({ data: { id: newId(), subscriptionId, afterDays, code, sentAt: now() } });
    const amount = couponAmount(coupon, currency);
    await notify(tx, "win_back", settings, {
      dedupeKey: `win_back:${subscriptionId}:${afterDays}`,
      customer,
      refs: { subscriptionId },
      variables: (links) => ({
        plan: { name: plan.name },
        code,
        percent: coupon.percentPpm === null ? null : formatPpm(coupon.percentPpm, customer.locale),
        amount: amount === null ? null : { minor: amount, currency },
        valid_until: expiresAt,
        links: { again: `${env().APP_URL}/account/again/${subscriptionId}?coupon=${code}`, account: links.account },
      }),
    });
    return true;
  });
}

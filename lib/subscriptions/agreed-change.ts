import { z } from "zod";
import { amountOf, type Contract, type ItemTerms } from "#lib/catalog/contract.ts";
import {
  CouponDuration,
  Interval,
  ItemKind,
  PictureQuality,
  type Prisma,
  type Subscription,
  type SubscriptionItem,
} from "#lib/db/generated/client.ts";
import { toJson } from "#lib/kernel/json.ts";

/**
 * When another plan takes the place of the one that runs. `prorated`: now, for the rest of the period; `anew`: now, with a new period;
 * `renewal`: with the next period.
 */
export const CHANGE_TIMES = ["prorated", "anew", "renewal"] as const;
export type ChangeTime = (typeof CHANGE_TIMES)[number];

/** What a change of plan leaves as it was sold. */
type Kept = "trialDays" | "startsAtFirstLogin" | "oneTerm";

/** A change of plan as it was agreed: what the subscription will keep, and of which items it consists then. */
export type AgreedChange = {
  time: ChangeTime;
  /** The cycle that ran, and the items that stood, when it was agreed: it holds for them alone. */
  cycle: number;
  standing: string[];
  planId: string;
  priceId: string;
  contract: Omit<Contract, Kept>;
  /** `keeps`: the item that goes on as it is. */
  items: { keeps: string | null; terms: ItemTerms }[];
};

const minor = z.string().transform(BigInt);

const contract = z.object({
  currency: z.string(),
  amount: minor,
  interval: z.enum(Interval),
  intervalCount: z.int(),
  billingDay: z.int().nullable(),
  taxIncluded: z.boolean(),
  couponId: z.string().nullable(),
  couponCode: z.string().nullable(),
  couponPercentPpm: z.int().nullable(),
  couponAmount: minor.nullable(),
  couponDuration: z.enum(CouponDuration).nullable(),
  couponCycles: z.int().nullable(),
});

const terms = z.object({
  kind: z.enum(ItemKind),
  planId: z.string(),
  priceId: z.string(),
  name: z.string(),
  quantity: z.int(),
  amount: minor,
  packages: z.array(z.string()),
  maxDevices: z.int(),
  maxStreams: z.int(),
  quality: z.enum(PictureQuality),
});

export const agreedChange: z.ZodType<AgreedChange> = z.object({
  time: z.enum(CHANGE_TIMES),
  cycle: z.int(),
  standing: z.array(z.string()),
  planId: z.string(),
  priceId: z.string(),
  contract,
  items: z.array(z.object({ keeps: z.string().nullable(), terms })),
});

/** As a JSON column keeps it: amounts are minor units as text. */
export function storedChange(change: AgreedChange): Prisma.InputJsonObject {
  return toJson(change);
}

export function readChange(json: unknown): AgreedChange {
  return agreedChange.parse(json);
}

export type WhatItBecomes = Pick<AgreedChange, "planId" | "priceId" | "contract" | "items">;

/** A subscription that goes on under its contract: with its items, or with those that are given. */
export function asItIs(
  subscription: Subscription & { items: SubscriptionItem[] },
  items: AgreedChange["items"] = subscription.items.map(keptItem),
): WhatItBecomes {
  const { planId, priceId, currency, interval, intervalCount, billingDay, taxIncluded } = subscription;
  const { couponId, couponCode, couponPercentPpm, couponAmount, couponDuration, couponCycles } = subscription;
  const coupon = { couponId, couponCode, couponPercentPpm, couponAmount, couponDuration, couponCycles };
  const contract = { currency, interval, intervalCount, billingDay, taxIncluded, ...coupon, amount: amountAfter(items) };
  return { planId, priceId, contract, items };
}

export function keptItem({ id, subscriptionId: _, addedAt: __, removedAt: ___, ...of }: SubscriptionItem): AgreedChange["items"][number] {
  return { keeps: id, terms: of };
}

/** What the items come to for a period. */
export function amountAfter(items: AgreedChange["items"]): bigint {
  return amountOf(items.map(({ terms: of }) => of));
}

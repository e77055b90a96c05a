import { z } from "zod";
import { CANCEL_REASONS, SAVE_KINDS } from "./cancel-reasons.ts";
import { DECLINE_CLASSES } from "./decline-classes.ts";
import { country, currency, listOfDays, within } from "./fields.ts";

/** Days after the first failure; a class of declines without days of its own has those of all. Access lasts until `graceDays` after it. */
export const dunning = z.object({
  retryAfterDays: listOfDays(90, 10)
    .refine((days) => days.length > 0, "required")
    .default([2, 7, 14, 21]),
  retryAfterDaysOf: z.partialRecord(z.enum(DECLINE_CLASSES).exclude(["refused"]), listOfDays(90, 10)).default({}),
  graceDays: within(0, 90).default(21),
  suspendDays: within(0, 365).default(0), // after grace; 0: the subscription expires with it
});

/**
 * How plans are changed by their viewers: when what is for longer or costs more, or what is less, takes the place of what runs; how the rest of a period is
 * counted; what becomes of a credit that is more than what is charged.
 */
export const changes = z.object({
  byViewers: z.boolean().default(true),
  upgrades: z.enum(["prorated", "anew", "renewal"]).default("prorated"),
  downgrades: z.enum(["prorated", "anew", "renewal"]).default("renewal"),
  proration: z.enum(["second", "day"]).default("second"),
  credit: z.enum(["next_invoice", "balance", "refund"]).default("next_invoice"),
});

/**
 * How viewers leave: whether they may end a plan at once, and what becomes of the part of it that they have not used; for how many days they may withdraw from a
 * contract, by country, and whether what was used until then is given back too.
 */
export const leaving = z.object({
  atOnce: z.enum(["no", "unrefunded", "refunded"]).default("no"),
  refundTo: z.enum(["method", "balance"]).default("method"),
  withdrawalDays: within(0, 365).default(14), // 0: none
  withdrawalDaysOf: z
    .array(z.object({ country, days: within(0, 365) }))
    .max(60, "too_many")
    .refine((own) => new Set(own.map(({ country }) => country)).size === own.length, "country_twice")
    .default([]),
  withdrawalGivesBack: z.enum(["unused", "whole"]).default("unused"),
  // What is offered to who leaves for a reason, before they do; a discount is a coupon, off the next payments.
  saveOffers: z
    .array(
      z
        .object({ reason: z.enum(CANCEL_REASONS), kind: z.enum(SAVE_KINDS), couponId: z.uuid("required").nullable() })
        .refine(({ kind, couponId }) => kind !== "discount" || couponId !== null, { path: ["couponId"], message: "required" }),
    )
    .max(CANCEL_REASONS.length, "too_many")
    .refine((offers) => new Set(offers.map(({ reason }) => reason)).size === offers.length, "reason_twice")
    .default([]),
  saveOfferDays: within(1, 730).default(180),
  // Letters to who has left and wants offers, each so many days after the end with a code of a coupon.
  winBack: z
    .array(z.object({ afterDays: within(1, 365), couponId: z.uuid("required"), validDays: within(1, 365) }))
    .max(5, "too_many")
    .refine((letters) => new Set(letters.map(({ afterDays }) => afterDays)).size === letters.length, "days_twice")
    .default([]),
});

/** How subscriptions are paused: by their viewers, at once or when the period is over, for how long, and how often in 365 days. Operators are held to `maxDays` alone. */
export const pauses = z.object({
  byViewers: z.boolean().default(true),
  atOnce: z.boolean().default(true),
  maxDays: within(1, 730).default(90),
  perYear: within(1, 12).default(2),
});

const minorUnits = z.string().regex(/^[1-9]\d{0,14}$/, "invalid_amount");

/** Kinds of balance that may expire; what came back from an invoice never does. */
export const EXPIRING = ["goodwill", "voucher", "top_up"] as const;

/**
 * By currency, in minor units: what viewers may put on their balance at a time (none: nothing), and the most that is on it then (null: any). `expiry`: after how many months
 * what was not spent of which kinds expires (none: never), told so many days before.
 */
export const balance = z.object({
  expiry: z.record(currency, z.object({ months: within(1, 120), kinds: z.array(z.enum(EXPIRING)).min(1, "required") })).default({}),
  expiryNoticeDays: within(1, 90).default(30),
  topUps: z
    .record(currency, z.object({ amounts: z.array(minorUnits).max(4, "too_many"), most: minorUnits.nullable().default(null) }))
    .default({}),
});

export const reminders = z.object({
  renewalDaysBefore: within(0, 60).default(3), // 0: none
  trialDaysBefore: within(0, 30).default(3),
  cardExpiryDaysBefore: listOfDays(60, 5).default([7, 30]), // before the end of a card's month; empty: none
});

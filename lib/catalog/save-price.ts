import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { flag, optionalId, wholeNumber } from "#lib/kernel/inputs.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { priceByCurrency } from "./amounts.ts";
import { ENDS_BY_ITSELF } from "./contract.ts";
import { lockPlan } from "./lock.ts";

export const savePriceInput = z
  .object({
    id: optionalId,
    planId: z.uuid("invalid"),
    interval: z.enum(["DAY", "WEEK", "MONTH", "YEAR"]),
    intervalCount: wholeNumber(1, 366),
    trialDays: wholeNumber(0, 366).default(0),
    /** Of the month, on which periods begin; left empty: on the day of the purchase. */
    billingDay: z
      .literal("")
      .transform(() => null)
      .or(wholeNumber(1, 31))
      .default(null),
    taxIncluded: flag,
    amounts: priceByCurrency,
  })
  .refine(({ billingDay, interval }) => billingDay === null || interval === "MONTH" || interval === "YEAR", {
    path: ["billingDay"],
    message: "billing_day_months",
  })
  .refine(({ billingDay, trialDays }) => billingDay === null || trialDays === 0, { path: ["billingDay"], message: "billing_day_trial" });
export type SavePriceInput = z.output<typeof savePriceInput>;
type PriceWithAmounts = Prisma.PriceGetPayload<{ include: { amounts: true } }>;

/**
 * Adds a payment plan, or changes one. One that was ever sold stays as it is for those who have it:
 * it is archived, and a new one takes its place in the shop (`replaced`).
 */
export function savePrice(input: SavePriceInput, actor: Actor): Promise<{ price: PriceWithAmounts; replaced: boolean }> {
  return transaction(async (tx) => {
    await lockPlan(tx, input.planId);
    const plan = await tx.plan.findUnique({ where: { id: input.planId }, select: { kind: true, startsAtFirstLogin: true } });
    if (!plan) throw notFound("plan_unknown");
    const begins = plan.startsAtFirstLogin || ENDS_BY_ITSELF.includes(plan.kind) ? "billing_day_begins" : null;
    if (begins && input.billingDay !== null) throw new DomainError(begins, { field: "billingDay" });
    const before = input.id ? await priceOnSale(tx, input.id, input.planId) : null;
    if (before && isSame(before, input)) return { price: before, replaced: false };
    const sold = before !== null && (await tx.subscription.count({ where: { priceId: before.id }, take: 1 })) > 0;
    if (sold) await tx.price.update({ where: { id: before.id }, data: { archivedAt: now() } });
    const price = before && !sold ? await change(tx, before.id, input) : await add(tx, input);
    await recordAudit(tx, {
      actor,
      action: sold ? "price.replaced" : before ? "price.changed" : "price.added",
      subjectType: "plan",
      subjectId: input.planId,
      before: before && describePrice(before),
      after: describePrice(price),
    });
    return { price, replaced: sold };
  });
}

/** Nobody buys it between the look and the change, for the plan is locked. */
async function priceOnSale(tx: Tx, id: string, planId: string): Promise<PriceWithAmounts> {
  const price = await tx.price.findFirst({ where: { id, planId, archivedAt: null }, include: { amounts: true } });
  if (!price) throw notFound("price_unknown");
  return price;
}

function isSame(price: PriceWithAmounts, input: SavePriceInput): boolean {
  const currencies = Object.entries(input.amounts);
  return (
    price.interval === input.interval &&
    price.intervalCount === input.intervalCount &&
    price.trialDays === input.trialDays &&
    price.billingDay === input.billingDay &&
    price.taxIncluded === input.taxIncluded &&
    price.amounts.length === currencies.length &&
    price.amounts.every(
      (row) => input.amounts[row.currency]?.amount === row.amount && input.amounts[row.currency].setupFee === row.setupFee,
    )
  );
}

async function change(tx: Tx, id: string, input: SavePriceInput): Promise<PriceWithAmounts> {
  await tx.priceAmount.deleteMany({ where: { priceId: id } });
  return tx.price.update({ where: { id }, data: content(input), include: { amounts: true } });
}

function add(tx: Tx, input: SavePriceInput): Promise<PriceWithAmounts> {
  return tx.price.create({ data: { ...content(input), planId: input.planId, createdAt: now() }, include: { amounts: true } });
}

function content({ interval, intervalCount, trialDays, billingDay, taxIncluded, amounts }: SavePriceInput) {
  const rows = Object.entries(amounts).map(([currency, row]) => ({ currency, ...row }));
  return { interval, intervalCount, trialDays, billingDay, taxIncluded, amounts: { create: rows } };
}

/** A payment plan as the audit log keeps it. */
export function describePrice({ id, interval, intervalCount, trialDays, billingDay, taxIncluded, amounts }: PriceWithAmounts) {
  const written = (minor: bigint, currency: string) => toDecimal({ minor, currency });
  const rows = amounts.map(({ currency, amount, setupFee }) => [
    currency,
    { amount: written(amount, currency), setupFee: setupFee ? written(setupFee, currency) : undefined },
  ]);
  return {
    id,
    every: `${intervalCount} ${interval}`,
    trialDays,
    billingDay: billingDay ?? undefined,
    taxIncluded,
    amounts: Object.fromEntries(rows),
  };
}

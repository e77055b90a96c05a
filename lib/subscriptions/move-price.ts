import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { lockPlan } from "#lib/catalog/lock.ts";
import { type PriceMove, Unagreed } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { isCountry } from "#lib/kernel/country.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import { flag, oneOrMany, optionalDate, optionalWholeNumber, unmarked, wholeNumber } from "#lib/kernel/inputs.ts";
import { beginningOf } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockPriceMove } from "./lock.ts";
import { ENDED, OPEN_PRICES } from "./state.ts";

const MOST_VIEWERS = 1000;

const addresses = z
  .string()
  .max(MOST_VIEWERS * 100, "too_many")
  .default("")
  .transform((typed) => [
    ...new Set(
      unmarked(typed)
        .toLowerCase()
        .split(/[\s,;،]+/)
        .filter(Boolean),
    ),
  ])
  .pipe(z.array(z.string()).max(MOST_VIEWERS, "too_many"));

export const movePriceInput = z.object({
  fromPriceId: z.uuid("invalid"),
  toPriceId: z.uuid("invalid"),
  /** Of who pays; none: everywhere. */
  countries: oneOrMany.pipe(z.array(z.string().refine(isCountry, "invalid_country"))),
  /** Email addresses of who pays, with anything but letters between them; none: all. */
  viewers: addresses,
  /** Civil days where the company is: only what was bought before; and the first on which anybody is told. */
  boughtBefore: optionalDate.default(null),
  startsOn: optionalDate.default(null),
  noticeDays: wholeNumber(1, 366),
  askConsent: flag,
  unagreed: z.enum(Unagreed, "invalid").default("KEEP"),
  perWeek: optionalWholeNumber(1, 10_000_000).default(null),
});
export type MovePriceInput = z.output<typeof movePriceInput>;

/**
 * Begins to move those who have a price to another one of the same plan. Nobody is told before the worker has listed them.
 * @throws `price_unknown`, `price_other_length` where periods or the way of tax differ, `viewers_unknown`, 409 `price_move_open` while another one is under way.
 */
export async function movePrice(input: MovePriceInput, actor: Actor): Promise<PriceMove> {
  const { boughtBefore, startsOn, viewers, ...rules } = input;
  const { timeZone } = (await getSettings()).company;
  const dayOf = (date: string | null) => date && beginningOf(date, 0, timeZone);
  return transaction(async (tx) => {
    const from = await priceOf(tx, input.fromPriceId, "fromPriceId");
    await lockPlan(tx, from.planId);
    const to = await priceOf(tx, input.toPriceId, "toPriceId");
    const same = to.id !== from.id && to.planId === from.planId && to.archivedAt === null;
    if (!same) throw new DomainError("price_unknown", { field: "toPriceId" });
    const sameDays = to.interval === from.interval && to.intervalCount === from.intervalCount && to.billingDay === from.billingDay;
    if (!sameDays || to.taxIncluded !== from.taxIncluded) throw new DomainError("price_other_length", { field: "toPriceId" });
    if (await isUnderWay(tx, from.id)) throw conflict("price_move_open");
    const move = await tx.priceMove.create({
      data: {
        ...rules,
        payerIds: await payersOf(tx, viewers),
        planId: from.planId,
        boughtBefore: dayOf(boughtBefore) || null,
        startsAt: dayOf(startsOn) || now(),
        createdAt: now(),
      },
    });
    await recordAudit(tx, { actor, action: "price_move.started", subjectType: "price_move", subjectId: move.id, after: input });
    return move;
  });
}

export const stopPriceMoveInput = z.object({ moveId: z.uuid("invalid") });
export type StopPriceMoveInput = z.output<typeof stopPriceMoveInput>;

/** Nobody who has not the new price yet gets it; the worker tells those who were told. @throws 404 `price_move_unknown`, 409 `price_move_stopped`. */
export function stopPriceMove({ moveId }: StopPriceMoveInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const { stoppedAt } = await lockPriceMove(tx, moveId);
    if (stoppedAt) throw conflict("price_move_stopped");
    await tx.priceMove.update({ where: { id: moveId }, data: { stoppedAt: now() } });
    await recordAudit(tx, { actor, action: "price_move.stopped", subjectType: "price_move", subjectId: moveId });
  });
}

async function payersOf(tx: Tx, emails: string[]): Promise<string[]> {
  const found = await tx.customer.findMany({ where: { email: { in: emails }, closedAt: null }, select: { id: true, email: true } });
  const unknown = emails.filter((email) => !found.some((customer) => customer.email === email));
  if (unknown.length > 0)
    throw new DomainError("viewers_unknown", { field: "viewers", values: { emails: unknown.slice(0, 3).join(", ") } });
  return found.map(({ id }) => id);
}

async function priceOf(tx: Tx, id: string, field: string) {
  const price = await tx.price.findUnique({ where: { id } });
  if (!price) throw new DomainError("price_unknown", { status: 404, field });
  return price;
}

/** Whether somebody who has the price may still get another one: who has ended, or is about to, does not. */
async function isUnderWay(tx: Tx, fromPriceId: string): Promise<boolean> {
  const has = { priceId: fromPriceId, status: { notIn: [...ENDED] }, cancelAtPeriodEnd: false };
  const open = { status: { in: OPEN_PRICES }, subscription: has };
  const moving = { fromPriceId, stoppedAt: null, OR: [{ listedAt: null }, { notices: { some: open } }] };
  return (await tx.priceMove.count({ where: moving })) > 0;
}

import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { PictureQuality, type Plan, PlanKind, PlanStatus } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { isCountry } from "#lib/kernel/country.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import {
  flag,
  nameText,
  oneOrMany,
  optionalCode,
  optionalId,
  optionalLine,
  optionalText,
  requiredText,
  SLUG,
  textLines,
  unmarked,
  wholeNumber,
} from "#lib/kernel/inputs.ts";
import { lockPlan } from "./lock.ts";
import { isPoster } from "./poster.ts";

export const savePlanInput = z.object({
  id: optionalId,
  name: nameText(60),
  slug: z.string("required").transform(unmarked).pipe(requiredText(60)).pipe(z.string().regex(SLUG, "invalid_slug")),
  tagline: optionalLine(120),
  description: optionalText(4000),
  poster: z.string().trim().refine(isPoster, "invalid_poster").optional(), // left out: as it was
  features: textLines(20, 120),
  packages: textLines(40, 60),
  maxDevices: wholeNumber(1, 100).default(2),
  maxStreams: wholeNumber(1, 100).default(1),
  quality: z.enum(PictureQuality).default("FHD"),
  countries: oneOrMany.refine((codes) => codes.every(isCountry), "invalid_country"),
  kind: z.enum(PlanKind).default("REGULAR"),
  startsAtFirstLogin: flag,
  externalId: optionalCode(120).transform((id) => id || null),
  status: z.enum(PlanStatus).default("DRAFT"),
  highlighted: flag,
});
export type SavePlanInput = z.output<typeof savePlanInput>;

/**
 * Adds a plan at the end of the list, or changes one.
 * @throws DomainError when the address is taken, or a plan without payment plans would go on sale.
 */
export function savePlan({ id, ...input }: SavePlanInput, actor: Actor): Promise<Plan> {
  return transaction(async (tx) => {
    if (id) await lockPlan(tx, id);
    const before = id ? await tx.plan.findUnique({ where: { id } }) : null;
    if (id && !before) throw notFound("plan_unknown");
    await refuseTakenSlug(tx, input.slug, id);
    if (input.status === "PUBLIC" && before?.status !== "PUBLIC") await refuseUnpriced(tx, id);
    const plan = before ? await change(tx, before.id, input) : await add(tx, input);
    await recordAudit(tx, {
      actor,
      action: before ? "plan.changed" : "plan.added",
      subjectType: "plan",
      subjectId: plan.id,
      before: before && describe(before),
      after: describe(plan),
    });
    return plan;
  });
}

async function refuseTakenSlug(tx: Tx, slug: string, id?: string): Promise<void> {
  const holder = await tx.plan.findUnique({ where: { slug }, select: { id: true, name: true } });
  if (holder && holder.id !== id) throw new DomainError("slug_taken", { status: 409, field: "slug", values: { plan: holder.name } });
}

async function refuseUnpriced(tx: Tx, id?: string): Promise<void> {
  const prices = id ? await tx.price.count({ where: { planId: id, archivedAt: null } }) : 0;
  if (prices === 0) throw new DomainError("plan_unpriced", { field: "status" });
}

function change(tx: Tx, id: string, input: Omit<SavePlanInput, "id">): Promise<Plan> {
  return tx.plan.update({ where: { id }, data: { ...input, updatedAt: now() } });
}

async function add(tx: Tx, input: Omit<SavePlanInput, "id">): Promise<Plan> {
  const last = await tx.plan.aggregate({ _max: { position: true } });
  const at = now();
  return tx.plan.create({ data: { ...input, position: (last._max.position ?? -1) + 1, createdAt: at, updatedAt: at } });
}

/** What the audit log keeps: an uploaded picture only by its size. */
function describe({ id: _id, createdAt: _created, updatedAt: _updated, poster, ...plan }: Plan) {
  return { ...plan, poster: poster.startsWith("data:") ? `${poster.slice(0, poster.indexOf(";"))}, ${poster.length} characters` : poster };
}

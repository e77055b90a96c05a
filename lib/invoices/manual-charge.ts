import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { ManualCharge } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { isCurrency } from "#lib/kernel/currency.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { flag, LARGEST_AMOUNT, nameText, optionalId, typedAmount, wholeNumber } from "#lib/kernel/inputs.ts";
import { toJson } from "#lib/kernel/json.ts";
import { lockManualCharge } from "./lock.ts";

/** `amount` of one, as typed. */
export const chargeLine = z.object({
  text: nameText(120),
  quantity: wholeNumber(1, 10_000),
  amount: z
    .string("required")
    .trim()
    .regex(/^\d{1,12}(\.\d{1,4})?$/, "invalid_amount"),
});

/** `subscriptionId`: on its next invoice; left empty: on one of its own, due so many days after its issue. */
export const manualChargeFields = z.object({
  customerId: z.uuid("invalid"),
  subscriptionId: optionalId,
  currency: z.string().refine(isCurrency, "invalid_currency"),
  taxIncluded: flag,
  dueDays: wholeNumber(0, 90),
  lines: z.array(chargeLine).min(1, "required").max(20, "too_many"),
});

/** The same with the amounts in minor units. */
export function inMinorUnits({ lines, ...typed }: z.output<typeof manualChargeFields>, context: z.RefinementCtx) {
  const read = lines.map(({ amount, ...line }) => ({ ...line, amount: typedAmount(amount, typed.currency) ?? 0n }));
  const sum = read.reduce((all, { amount, quantity }) => all + amount * BigInt(quantity), 0n);
  if (read.every(({ amount }) => amount > 0n) && sum <= LARGEST_AMOUNT) return { ...typed, lines: read };
  context.addIssue({ code: "custom", path: ["lines"], message: "invalid_amount" });
  return z.NEVER;
}

export const proposeChargeInput = manualChargeFields.transform(inMinorUnits);
export type ProposeChargeInput = z.output<typeof proposeChargeInput>;

export type ManualLine = ProposeChargeInput["lines"][number];

const stored = z.array(z.object({ text: z.string(), quantity: z.int(), amount: z.string().transform(BigInt) }));

export function manualLines({ lines }: Pick<ManualCharge, "lines">): ManualLine[] {
  return stored.parse(lines);
}

/** Writes down what is to be billed by hand. Nothing is, before it is approved. @throws 404 `customer_unknown`, `subscription_unknown` for one that another pays. */
export function proposeCharge(input: ProposeChargeInput, actor: Actor): Promise<ManualCharge> {
  const { customerId, subscriptionId, lines, ...rules } = input;
  return transaction(async (tx) => {
    if ((await tx.customer.count({ where: { id: customerId } })) === 0) throw notFound("customer_unknown");
    const pays = { id: subscriptionId, payerId: customerId, currency: input.currency };
    if (subscriptionId && (await tx.subscription.count({ where: pays })) === 0) throw notFound("subscription_unknown");
    const proposed = { proposedById: actor.id, proposedBy: actor.name, createdAt: now() };
    const charge = await tx.manualCharge.create({ data: { ...rules, customerId, subscriptionId, lines: toJson(lines), ...proposed } });
    await recordAudit(tx, {
      actor,
      action: "manual_charge.proposed",
      subjectType: "customer",
      subjectId: customerId,
      after: { ...input, id: charge.id },
    });
    return charge;
  });
}

export const decideChargeInput = z.object({ chargeId: z.uuid("invalid") });
export type DecideChargeInput = z.output<typeof decideChargeInput>;

/** Nothing of it will be billed. Whoever proposed it may take it back so. @throws 404 `manual_charge_unknown`, 409 `manual_charge_decided`. */
export function rejectCharge({ chargeId }: DecideChargeInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const charge = await takeCharge(tx, chargeId);
    await noteDecision(tx, charge, { approved: false, invoiceId: null }, actor);
  });
}

/** One that nobody has decided, locked. @throws 404 `manual_charge_unknown`, 409 `manual_charge_decided`. */
export async function takeCharge(tx: Tx, id: string): Promise<ManualCharge> {
  const charge = await lockManualCharge(tx, id);
  if (charge.decidedAt) throw conflict("manual_charge_decided");
  return charge;
}

export async function noteDecision(
  tx: Tx,
  { id, customerId }: ManualCharge,
  decision: { approved: boolean; invoiceId: string | null },
  actor: Actor,
): Promise<void> {
  await tx.manualCharge.update({ where: { id }, data: { ...decision, decidedBy: actor.name, decidedAt: now() } });
  const action = decision.approved ? "manual_charge.approved" : "manual_charge.rejected";
  await recordAudit(tx, { actor, action, subjectType: "customer", subjectId: customerId, after: { id, ...decision } });
}

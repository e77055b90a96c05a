import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { personName } from "#lib/customers/profile.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { isDuplicate } from "#lib/db/rows.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import { RESET_PURPOSE } from "./account.ts";
import { operatorActor } from "./actor.ts";
import { tellOfFactor } from "./factor-letter.ts";
import { removeAllFactors } from "./factors.ts";
import { revokeLinkTokens } from "./link-token.ts";
import { lockOperator } from "./lock.ts";
import { sendResetLink } from "./request-password-reset.ts";
import { endSessions } from "./session-store.ts";

const role = z.enum(["OWNER", "FINANCE", "SUPPORT", "VIEWER"]);
export const inviteOperatorInput = z.object({ name: personName, email: emailAddress, role });
export type InviteOperatorInput = z.output<typeof inviteOperatorInput>;

const INVITATION_MINUTES = 3 * 24 * 60;

/**
 * Invites an operator, who chooses a password through the link.
 * @returns the link too, to hand over where no mail is sent. @throws DomainError `operator_exists` at `email`.
 */
export async function inviteOperator(
  input: InviteOperatorInput,
  by: Operator,
  ip: string | null,
): Promise<{ operator: Operator; link: string }> {
  mustBeOwner(by);
  try {
    return await transaction(async (tx) => {
      const operator = await tx.operator.create({ data: { ...input, passwordHash: "", createdAt: now() } });
      const link = await sendResetLink(tx, "operator", operator, INVITATION_MINUTES);
      await audit(tx, "operator.invited", operator.id, by, ip, undefined, { email: operator.email, role: operator.role });
      return { operator, link };
    });
  } catch (error) {
    throw isDuplicate(error) ? new DomainError("operator_exists", { status: 409, field: "email" }) : error;
  }
}

export const changeRoleInput = z.object({ id: z.uuid("invalid"), role });
export type ChangeRoleInput = z.output<typeof changeRoleInput>;

/** Gives an operator another role, from their next request on. @throws DomainError `last_owner`. */
export function changeRole({ id, role }: ChangeRoleInput, by: Operator, ip: string | null): Promise<Operator> {
  mustBeOwner(by);
  return transaction(async (tx) => {
    const before = await lockOperator(tx, id);
    if (role !== "OWNER") await keepAnOwner(tx, id);
    const after = await tx.operator.update({ where: { id }, data: { role } });
    await audit(tx, "operator.role_changed", id, by, ip, { role: before.role }, { role });
    return after;
  });
}

export const setDisabledInput = z.object({ id: z.uuid("invalid"), disabled: z.boolean() });
export type SetDisabledInput = z.output<typeof setDisabledInput>;

/** Ends an operator's access at once, or gives it back. What they did stays in the audit log. @throws DomainError `last_owner`. */
export function setDisabled({ id, disabled }: SetDisabledInput, by: Operator, ip: string | null): Promise<Operator> {
  mustBeOwner(by);
  return transaction(async (tx) => {
    await lockOperator(tx, id);
    if (disabled) await keepAnOwner(tx, id);
    if (disabled) await revokeLinkTokens(tx, RESET_PURPOSE.operator, id);
    const data = { disabledAt: disabled ? now() : null };
    const after = await tx.operator.update({ where: { id }, data });
    await endSessions(tx, "operator", id);
    await audit(tx, disabled ? "operator.disabled" : "operator.enabled", id, by, ip);
    return after;
  });
}

export const resetFactorsInput = z.object({ id: z.uuid("invalid") });
export type ResetFactorsInput = z.output<typeof resetFactorsInput>;

/** For a colleague who has lost their second factor, and proven otherwise who they are: the password alone lets them in again. */
export function resetFactors({ id }: ResetFactorsInput, by: Operator, ip: string | null): Promise<void> {
  mustBeOwner(by);
  return transaction(async (tx) => {
    const operator = await lockOperator(tx, id);
    await removeAllFactors(tx, id);
    await tellOfFactor(tx, operator, "all_removed", null);
    await audit(tx, "operator.factors_reset", id, by, ip);
  });
}

function mustBeOwner(operator: Operator): void {
  if (operator.role !== "OWNER") throw new DomainError("forbidden", { status: 403 });
}

async function keepAnOwner(tx: Tx, without: string): Promise<void> {
  const others = await tx.operator.count({ where: { role: "OWNER", disabledAt: null, id: { not: without } } });
  if (others === 0) throw conflict("last_owner");
}

function audit(
  tx: Tx,
  action: string,
  subjectId: string,
  by: Operator,
  ip: string | null,
  before?: unknown,
  after?: unknown,
): Promise<void> {
  return recordAudit(tx, { actor: operatorActor(by, ip), action, subjectType: "operator", subjectId, before, after });
}

import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { type Operator, Role } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { RESET_PURPOSE } from "./account.ts";
import { operatorActor } from "./actor.ts";
import { tellOfFactor } from "./factor-letter.ts";
import { revokeLinkTokens } from "./link-token.ts";
import { lockOperator } from "./lock.ts";
import { removeAllFactors } from "./remove-factor.ts";
import { mustBeOwner } from "./roles.ts";
import { endSessions } from "./session-store.ts";

export const changeRoleInput = z.object({ id: z.uuid("invalid"), role: z.enum(Role) });
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

import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { Operator, Role } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { seal, unseal } from "#lib/kernel/seal.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { operatorActor } from "./actor.ts";
import { tellOfFactor } from "./factor-letter.ts";
import { endSessions } from "./session-store.ts";
import { hashRecoveryCode, newRecoveryCodes, newTotpSecret, readCode, totpStep } from "./totp.ts";

/** An operator with what tells whether they have a second factor. */
export type OperatorAccount = Operator & { _count: { passkeys: number } };

/** Who does something to their own factors, and in which session. */
export type Self = { operator: OperatorAccount; sessionId: string; ip: string | null };

const MOVES_MONEY: Role[] = ["OWNER", "FINANCE"];

export const code = z.string("required").max(60, "invalid_code").transform(readCode).pipe(z.string().min(1, "required"));

export function hasSecondFactor(operator: OperatorAccount): boolean {
  return operator.totpConfirmedAt !== null || operator._count.passkeys > 0;
}

/** Whether the settings ask for a second factor in this role, and there is none yet. */
export async function mustEnrol(operator: OperatorAccount): Promise<boolean> {
  if (!MOVES_MONEY.includes(operator.role) || hasSecondFactor(operator)) return false;
  return (await getSettings()).security.requireSecondFactor;
}

/** Offers a secret for an authenticator app; it counts once a code of it was typed. */
export async function offerTotp({ id, totpConfirmedAt }: Operator): Promise<void> {
  if (totpConfirmedAt) throw new DomainError("totp_exists", { status: 409 });
  await db.operator.update({ where: { id }, data: { totpSecret: seal(newTotpSecret()) } });
}

export const confirmTotpInput = z.object({ code });
export type ConfirmTotpInput = z.output<typeof confirmTotpInput>;

/** @returns recovery codes to show once, when it is the first factor. @throws DomainError `code_wrong` at `code`. */
export function confirmTotp({ code: typed }: ConfirmTotpInput, { operator, sessionId, ip }: Self): Promise<string[]> {
  const step = operator.totpSecret && !operator.totpConfirmedAt ? totpStep(unseal(operator.totpSecret), typed) : null;
  if (step === null) throw new DomainError("code_wrong", { field: "code" });
  return transaction(async (tx) => {
    await tx.operator.update({ where: { id: operator.id }, data: { totpConfirmedAt: new Date(), totpLastStep: step } });
    return added(tx, { operator, sessionId, ip }, "totp");
  });
}

/** What follows on a new factor, in its transaction: a line in the log, a letter, an end to sessions without it, codes for the day it is lost. */
export async function added(tx: Tx, { operator, sessionId, ip }: Self, factor: "totp" | "passkey"): Promise<string[]> {
  await audit(tx, operator, ip, "operator.factor_added", { factor });
  await tellOfFactor(tx, operator, factor === "totp" ? "app_added" : "passkey_added", ip);
  if (hasSecondFactor(operator)) return [];
  await endSessions(tx, "operator", operator.id, sessionId);
  return replaceCodes(tx, operator.id);
}

export function newCodes({ operator, ip }: Self): Promise<string[]> {
  if (!hasSecondFactor(operator)) throw new DomainError("no_second_factor", { status: 409 });
  return transaction(async (tx) => {
    await audit(tx, operator, ip, "operator.recovery_codes_made");
    await tellOfFactor(tx, operator, "codes_made", ip);
    return replaceCodes(tx, operator.id);
  });
}

async function replaceCodes(tx: Tx, operatorId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.recoveryCode.deleteMany({ where: { operatorId } });
  await tx.recoveryCode.createMany({ data: codes.map((text) => ({ operatorId, hash: hashRecoveryCode(readCode(text)) })) });
  return codes;
}

/** The passkey; without one, the authenticator app. */
export const removeFactorInput = z.object({ id: z.string().min(1).max(1400).optional() });
export type RemoveFactorInput = z.output<typeof removeFactorInput>;

/** Takes a factor away. The recovery codes go with the last factor. @throws 404 when it is gone already. */
export function removeFactor({ id: passkeyId }: RemoveFactorInput, { operator, ip }: Self): Promise<void> {
  return transaction(async (tx) => {
    const { count } = passkeyId
      ? await tx.passkey.deleteMany({ where: { id: passkeyId, operatorId: operator.id } })
      : await tx.operator.updateMany({ where: { id: operator.id, totpSecret: { not: null } }, data: NO_TOTP });
    if (count === 0) throw notFound("factor_unknown");
    await audit(tx, operator, ip, "operator.factor_removed", { factor: passkeyId ? "passkey" : "totp" });
    await tellOfFactor(tx, operator, passkeyId ? "passkey_removed" : "app_removed", ip);
    const left = await tx.operator.findUniqueOrThrow({
      where: { id: operator.id },
      include: { _count: { select: { passkeys: true } } },
    });
    if (!hasSecondFactor(left)) await tx.recoveryCode.deleteMany({ where: { operatorId: operator.id } });
  });
}

const NO_TOTP = { totpSecret: null, totpConfirmedAt: null, totpLastStep: null };

/** Takes all factors of a colleague away who has lost them, and signs them out. The caller has asked whether `by` is an owner. */
export async function removeAllFactors(tx: Tx, operatorId: string): Promise<void> {
  await tx.operator.update({ where: { id: operatorId }, data: NO_TOTP });
  await tx.passkey.deleteMany({ where: { operatorId } });
  await tx.recoveryCode.deleteMany({ where: { operatorId } });
  await endSessions(tx, "operator", operatorId);
}

function audit(tx: Tx, operator: Operator, ip: string | null, action: string, after?: unknown): Promise<void> {
  return recordAudit(tx, { actor: operatorActor(operator, ip), action, subjectType: "operator", subjectId: operator.id, after });
}

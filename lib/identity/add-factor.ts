import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { seal, unseal } from "#lib/kernel/seal.ts";
import { onSelf } from "./actor.ts";
import { tellOfFactor } from "./factor-letter.ts";
import { code, hasSecondFactor, type Self } from "./factors.ts";
import { replaceCodes } from "./replace-codes.ts";
import { endSessions } from "./session-store.ts";
import { newTotpSecret, totpStep } from "./totp.ts";

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
  await recordAudit(tx, { ...onSelf(operator, ip), action: "operator.factor_added", after: { factor } });
  await tellOfFactor(tx, operator, factor === "totp" ? "app_added" : "passkey_added", ip);
  if (hasSecondFactor(operator)) return [];
  await endSessions(tx, "operator", operator.id, sessionId);
  return replaceCodes(tx, operator.id);
}

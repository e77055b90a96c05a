import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { unsealed } from "#lib/kernel/seal.ts";
import { code, type OperatorAccount, type Self } from "./factors.ts";
import type { Caller } from "./known-browser.ts";
import { takeTurn } from "./pace.ts";
import { type ProvePasskeyInput, provePasskey } from "./prove-passkey.ts";
import { completeSignIn, loggingFailure } from "./sign-in.ts";
import { forgive } from "./throttle.ts";
import { hashRecoveryCode, totpStep } from "./totp.ts";

export const passWithCodeInput = z.object({ code });
export type PassWithCodeInput = z.output<typeof passWithCodeInput>;

const DAY = 86_400;

/**
 * The second step of signing in by a code of the authenticator app, or a recovery code. Few tries: there are only a million codes, and who
 * stands here knows the password, or reads the mail. A browser that has passed it before is counted by itself; all others are counted
 * together, some forty tries a day. @throws DomainError `code_wrong` at `code`; `throttled`.
 */
export async function passWithCode({ code: typed }: PassWithCodeInput, operator: OperatorAccount, { ip, browser }: Caller): Promise<void> {
  const known = browser?.sub === operator.id && browser.secondStep;
  const key = `second-step:${operator.id}:${known ? browser.id : "stranger"}`;
  const how = await loggingFailure(operator, ip, "code", async () => {
    await takeTurn([{ key, free: 5, windowSeconds: DAY, longest: known ? 900 : 3600 }]);
    if (await isTotp(operator, typed)) return "totp";
    if (await isRecoveryCode(operator.id, typed)) return "recovery_code";
    throw new DomainError("code_wrong", { status: 401, field: "code" });
  });
  await forgive(key);
  await completeSignIn(operator, ip, how);
}

/** The same by a passkey. @throws DomainError `passkey_failed`. */
export async function passWithPasskey({ response }: ProvePasskeyInput, self: Self): Promise<void> {
  const { operator, ip } = self;
  await loggingFailure(operator, ip, "passkey", () => provePasskey(self, response));
  await completeSignIn(operator, ip, "passkey");
}

/** Each code works once: a step that was taken, or one before it, is not taken again. */
async function isTotp({ id, totpSecret, totpConfirmedAt }: OperatorAccount, typed: string): Promise<boolean> {
  const secret = totpSecret && totpConfirmedAt && /^\d{6}$/.test(typed) ? unsealed(totpSecret) : null;
  const step = secret ? totpStep(secret, typed) : null;
  if (step === null) return false;
  const fresh = { OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] };
  return (await db.operator.updateMany({ where: { id, ...fresh }, data: { totpLastStep: step } })).count === 1;
}

async function isRecoveryCode(operatorId: string, typed: string): Promise<boolean> {
  return (await db.recoveryCode.deleteMany({ where: { operatorId, hash: hashRecoveryCode(typed) } })).count === 1;
}

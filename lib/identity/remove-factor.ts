import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { onSelf } from "./actor.ts";
import { tellOfFactor } from "./factor-letter.ts";
import { hasSecondFactor, type Self } from "./factors.ts";
import { endSessions } from "./session-store.ts";

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
    await recordAudit(tx, {
      ...onSelf(operator, ip),
      action: "operator.factor_removed",
      after: { factor: passkeyId ? "passkey" : "totp" },
    });
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

import { recordAudit } from "#lib/audit/audit.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { onSelf } from "./actor.ts";
import { tellOfFactor } from "./factor-letter.ts";
import { hasSecondFactor, type Self } from "./factors.ts";
import { hashRecoveryCode, newRecoveryCodes, readCode } from "./totp.ts";

/** Recovery codes to show once; the earlier ones end. @throws 409 `no_second_factor`. */
export function newCodes({ operator, ip }: Self): Promise<string[]> {
  if (!hasSecondFactor(operator)) throw new DomainError("no_second_factor", { status: 409 });
  return transaction(async (tx) => {
    await recordAudit(tx, { ...onSelf(operator, ip), action: "operator.recovery_codes_made" });
    await tellOfFactor(tx, operator, "codes_made", ip);
    return replaceCodes(tx, operator.id);
  });
}

/** The same, as a part of something greater. */
export async function replaceCodes(tx: Tx, operatorId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.recoveryCode.deleteMany({ where: { operatorId } });
  await tx.recoveryCode.createMany({ data: codes.map((text) => ({ operatorId, hash: hashRecoveryCode(readCode(text)) })) });
  return codes;
}

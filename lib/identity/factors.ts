import { z } from "zod";
import type { Operator, Role } from "#lib/db/generated/client.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readCode } from "./totp.ts";

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
  return (await requestSettings()).security.requireSecondFactor;
}

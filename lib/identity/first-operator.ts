import { recordAudit, SYSTEM } from "#lib/audit/audit.ts";
import { loadChargedRates } from "#lib/catalog/load-charged-rates.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { createLinkToken } from "./link-token.ts";
import { lockFirstOperator } from "./lock.ts";
import { isCommonPassword } from "./new-password.ts";
import { hashPassword } from "./password.ts";

/**
 * Called at every start: makes the owner that OPERATOR_EMAIL and OPERATOR_PASSWORD name, once.
 * @returns the path of a one-time set-up link while there is no operator at all, else null.
 */
export async function ensureFirstOperator(): Promise<string | null> {
  const { OPERATOR_EMAIL, OPERATOR_PASSWORD } = env();
  return transaction(async (tx) => {
    await lockFirstOperator(tx);
    if (OPERATOR_EMAIL && OPERATOR_PASSWORD) await createOwner(tx, OPERATOR_EMAIL.toLowerCase(), OPERATOR_PASSWORD);
    if ((await tx.operator.count()) > 0) return null;
    return `/setup?token=${await createLinkToken(tx, "SETUP", null, 24 * 60)}`;
  });
}

async function createOwner(tx: Tx, email: string, password: string): Promise<void> {
  if (await tx.operator.findUnique({ where: { email } })) return;
  if (isCommonPassword(password, [email]))
    throw new Error("OPERATOR_PASSWORD: is easy to guess. Choose another one, e.g. four words that do not belong together.");
  const passwordHash = await hashPassword(password);
  const owner = await tx.operator.create({ data: { email, name: email.split("@")[0], passwordHash, role: "OWNER", createdAt: now() } });
  await recordAudit(tx, {
    actor: SYSTEM,
    action: "operator.created",
    subjectType: "operator",
    subjectId: owner.id,
    after: { email, role: "OWNER" },
  });
  await loadChargedRates(tx, (await getSettings(tx)).company, null, SYSTEM);
}

import type { Operator } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { newId } from "#lib/kernel/ids.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";
import { recipientOf } from "./account.ts";

export type FactorEvent = "app_added" | "passkey_added" | "app_removed" | "passkey_removed" | "all_removed" | "codes_made" | "code_used";

/** Tells an operator what happened to the second step of their sign-in, so that what a stranger did there is noticed. */
export async function tellOfFactor(tx: Tx, operator: Operator, event: FactorEvent, ip: string | null): Promise<void> {
  await queueMessage(tx, {
    key: "second_step",
    dedupeKey: `second_step:${operator.id}:${newId()}`,
    recipient: recipientOf("operator", operator),
    variables: { event, happened_at: now(), ip, links: { security: `${env().APP_URL}/operator/security` } },
  });
}

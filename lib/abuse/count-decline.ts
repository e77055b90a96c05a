import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { cardKey, countedAs, WINDOW_MS } from "./keys.ts";

/**
 * Counts a card that was declined while its viewer was there, with the account, the network and the card itself where it is known, as its outcome is
 * recorded. What is charged without the viewer says nothing about them.
 */
export async function countDecline(tx: Tx, { customerId, ip, paymentMethodId }: Transaction, fingerprint?: string): Promise<void> {
  if (!ip) return;
  const saved = paymentMethodId
    ? await tx.paymentMethod.findUnique({ where: { id: paymentMethodId }, select: { fingerprint: true } })
    : null;
  const card = fingerprint ?? saved?.fingerprint;
  const { account, networks } = countedAs(customerId, ip);
  const keys = [account, ...(card ? [cardKey(card)] : []), ...networks];
  const at = now();
  await tx.$executeRaw`
    INSERT INTO "PaymentTry" AS "known" ("key", "declines", "resetsAt")
    SELECT "key", 1, ${new Date(at.getTime() + WINDOW_MS)}::timestamptz FROM unnest(${keys}::text[]) AS "key"
    ON CONFLICT ("key") DO UPDATE SET
      "tries" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."tries" END,
      "accounts" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."accounts" END,
      "declines" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."declines" END + 1,
      "passes" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."passes" END,
      "resetsAt" = CASE WHEN "known"."resetsAt" <= ${at} THEN EXCLUDED."resetsAt" ELSE "known"."resetsAt" END`;
}

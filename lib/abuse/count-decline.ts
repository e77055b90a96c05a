import { z } from "zod";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { cardKey, countedAs, triedKey, WINDOW_MS } from "./keys.ts";

/** One try of a card on a gateway's page, as a gateway tells it. */
type Tried = { attempt: string; fingerprint?: string };

/**
 * Counts a card that was declined while its viewer was there, with the account, the network and the card itself where it is known, as its outcome is
 * recorded. What is charged without the viewer says nothing about them, and a try that is told again nothing new. Returns how many the account has in this hour.
 */
export async function countDecline(tx: Tx, { customerId, ip, gateway, paymentMethodId }: Transaction, tried?: Tried): Promise<number> {
  if (!ip || (tried && !(await isNews(tx, gateway, tried)))) return 0;
  const saved = paymentMethodId
    ? await tx.paymentMethod.findUnique({ where: { id: paymentMethodId }, select: { fingerprint: true } })
    : null;
  const card = tried?.fingerprint ?? saved?.fingerprint;
  const { account, networks } = countedAs(customerId, ip);
  const keys = [account, ...(card ? [cardKey(card)] : []), ...networks];
  const at = now();
  const counted = await tx.$queryRaw`
    INSERT INTO "PaymentTry" AS "known" ("key", "declines", "resetsAt")
    SELECT "key", 1, ${new Date(at.getTime() + WINDOW_MS)}::timestamptz FROM unnest(${keys}::text[]) AS "key"
    ON CONFLICT ("key") DO UPDATE SET
      "tries" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."tries" END,
      "accounts" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."accounts" END,
      "declines" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."declines" END + 1,
      "passes" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."passes" END,
      "resetsAt" = CASE WHEN "known"."resetsAt" <= ${at} THEN EXCLUDED."resetsAt" ELSE "known"."resetsAt" END
    RETURNING "key", "declines"`;
  return counts.parse(counted).find(({ key }) => key === account)!.declines;
}

const counts = z.array(z.object({ key: z.string(), declines: z.number() }));

async function isNews(tx: Tx, gateway: string, { attempt }: Tried): Promise<boolean> {
  const data = { key: triedKey(gateway, attempt), resetsAt: new Date(now().getTime() + WINDOW_MS) };
  return (await tx.paymentTry.createMany({ data, skipDuplicates: true })).count > 0;
}

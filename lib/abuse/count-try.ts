import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { type Settings, settingsSchema } from "#lib/settings/schema.ts";
import { isNew, isUnderAttack } from "./failure-pattern.ts";
import { accountAt, accountKey, countedAs, WINDOW_MS } from "./keys.ts";

type Limits = Settings["security"];
type Counts = { key: string; tries: number; declines: number; accounts: number; resetsAt: Date };

/**
 * `free`: the gateway may be asked. `checked`: only after a challenge; `refused`: not before `until`. `isCrowded`: so many tries come from there that they
 * should go slowly.
 */
export type Verdict = { kind: "free" | "checked"; isCrowded: boolean } | { kind: "refused"; until: Date };

/** A network hides many viewers: it may have as many of them, as many cards declined, and only far beyond its limit goes slowly. */
const ACCOUNTS = 30;
const NETWORK_DECLINES = 3;
const CROWDED = 5;
/** A site is up to 65,536 networks. */
const SITE = 5;
/** Cards that one account saves in an hour, and accounts that one card is saved by. */
const CARDS = 4;

const found = z
  .array(
    z.object({
      key: z.string(),
      tries: z.number(),
      declines: z.number(),
      accounts: z.number(),
      resetsAt: z.date(),
      cards: z.number(),
      sharedBy: z.number(),
      cardDeclines: z.number(),
      security: z.unknown(),
    }),
  )
  .min(2);

/**
 * Counts a try to pay before a gateway is asked, in one statement, for all instances together and outside any transaction. Whoever pays in an unlikely
 * way is asked for a challenge; only their own tries can refuse an account, never its neighbours'. Decision 42.
 */
export async function countTry({ customerId, ip }: { customerId: string; ip: string | null }): Promise<Verdict> {
  const at = now();
  const { account, networks } = countedAs(customerId, ip);
  const rows = await count(customerId, accountAt(customerId, ip), [account, ...networks], at);
  const limits = settingsSchema.security.parse(rows[0].security ?? {});
  const own = rows.find(({ key }) => key === account)!;
  const around = rows.filter(({ key }) => key !== account);
  const isCrowded = around.some((row) => row.tries > CROWDED * allowed(row, limits.checkAfterTriesPerNetwork));
  if (own.tries > limits.refuseAfterTries) {
    await note("refused", [account, ...networks]);
    return { kind: "refused", until: own.resetsAt };
  }
  const isOdd =
    own.tries > limits.checkAfterTries ||
    own.declines >= limits.checkAfterDeclines ||
    own.cardDeclines >= limits.checkAfterDeclines ||
    own.cards > CARDS ||
    own.sharedBy > CARDS ||
    around.some((row) => isOddNetwork(row, limits)) ||
    ((await isUnderAttack(at)) && (await isNew(customerId)));
  if (!isOdd || (await takePass(account))) return { kind: "free", isCrowded };
  await note("challenged", [account, ...networks]);
  return { kind: "checked", isCrowded };
}

function isOddNetwork(row: Counts, limits: Limits): boolean {
  return (
    row.tries > allowed(row, limits.checkAfterTriesPerNetwork) ||
    row.declines >= allowed(row, NETWORK_DECLINES * limits.checkAfterDeclines) ||
    row.accounts > allowed(row, ACCOUNTS)
  );
}

function allowed({ key }: Counts, limit: number): number {
  return key.startsWith("site:") ? SITE * limit : limit;
}

async function count(customerId: string, marker: string, keys: string[], at: Date) {
  const resetsAt = new Date(at.getTime() + WINDOW_MS);
  const hourAgo = new Date(at.getTime() - WINDOW_MS);
  return found.parse(
    await db.$queryRaw`/* kept */
      WITH "first" AS (
        INSERT INTO "PaymentTry" ("key", "resetsAt") VALUES (${marker}, ${resetsAt})
        ON CONFLICT ("key") DO UPDATE SET "resetsAt" = EXCLUDED."resetsAt" WHERE "PaymentTry"."resetsAt" <= ${at}
        RETURNING 1),
      "counted" AS (
        INSERT INTO "PaymentTry" AS "known" ("key", "tries", "accounts", "resetsAt")
        SELECT "key", 1, (SELECT count(*) FROM "first"), ${resetsAt}::timestamptz FROM unnest(${keys}::text[]) AS "key"
        ON CONFLICT ("key") DO UPDATE SET
          "tries" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."tries" END + 1,
          "accounts" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."accounts" END + EXCLUDED."accounts",
          "declines" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."declines" END,
          "passes" = CASE WHEN "known"."resetsAt" <= ${at} THEN 0 ELSE "known"."passes" END,
          "resetsAt" = CASE WHEN "known"."resetsAt" <= ${at} THEN EXCLUDED."resetsAt" ELSE "known"."resetsAt" END
        RETURNING "key", "tries", "declines", "accounts", "resetsAt")
      SELECT "counted".*, (SELECT "value" FROM "Setting" WHERE "key" = 'security') AS "security",
        (SELECT count(DISTINCT "fingerprint")::int FROM "PaymentMethod"
          WHERE "customerId" = ${customerId}::uuid AND "createdAt" > ${hourAgo}) AS "cards",
        (SELECT count(DISTINCT "other"."customerId")::int FROM "PaymentMethod" "own"
          JOIN "PaymentMethod" "other" ON "other"."fingerprint" = "own"."fingerprint"
          WHERE "own"."customerId" = ${customerId}::uuid AND "own"."createdAt" > ${hourAgo}) AS "sharedBy",
        (SELECT coalesce(max("declines"), 0)::int FROM "PaymentTry" WHERE "resetsAt" > ${at} AND "key" IN (
          SELECT 'card:' || "fingerprint" FROM "PaymentMethod"
          WHERE "customerId" = ${customerId}::uuid AND ("detachedAt" IS NULL OR "createdAt" > ${hourAgo}))) AS "cardDeclines"
      FROM "counted"`,
  );
}

/** What an answered challenge has left is taken by one try. */
async function takePass(account: string): Promise<boolean> {
  const taken = await db.paymentTry.updateMany({ where: { key: account, passes: { gt: 0 } }, data: { passes: { decrement: 1 } } });
  return taken.count > 0;
}

/** What did not go on to a gateway is no try there. */
async function note(what: "challenged" | "refused", keys: string[]): Promise<void> {
  const data = what === "challenged" ? { challenged: { increment: 1 } } : { refused: { increment: 1 } };
  await db.paymentTry.updateMany({ where: { key: { in: keys } }, data: { ...data, tries: { decrement: 1 } } });
}

/** Lets an account try so many times more. */
export async function grantPasses(customerId: string, passes: number): Promise<void> {
  const resetsAt = new Date(now().getTime() + WINDOW_MS);
  const key = accountKey(customerId);
  await db.paymentTry.upsert({ where: { key }, create: { key, passes, resetsAt }, update: { passes } });
}

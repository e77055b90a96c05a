import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";

const rows = z.array(z.object({ attempts: z.number(), resetsAt: z.date() })).length(1);

/**
 * Counts one attempt under `key`, for all instances together and outside any transaction, so that a rolled-back attempt counts too.
 * @throws DomainError `throttled` (429, with `minutes` to wait) after `limit` attempts within `windowSeconds`.
 */
export async function throttle(key: string, limit: number, windowSeconds: number): Promise<void> {
  const at = now();
  const resetsAt = new Date(at.getTime() + windowSeconds * 1000);
  const [row] = rows.parse(
    await db.$queryRaw`
      INSERT INTO "Throttle" ("key", "attempts", "resetsAt") VALUES (${key}, 1, ${resetsAt})
      ON CONFLICT ("key") DO UPDATE SET
        "attempts" = CASE WHEN "Throttle"."resetsAt" <= ${at} THEN 1 ELSE "Throttle"."attempts" + 1 END,
        "resetsAt" = CASE WHEN "Throttle"."resetsAt" <= ${at} THEN EXCLUDED."resetsAt" ELSE "Throttle"."resetsAt" END
      RETURNING "attempts", "resetsAt"`,
  );
  if (row.attempts > limit) throw throttled(row.resetsAt, at);
}

/** Counts nothing. @throws DomainError `throttled` when `limit` attempts under `key` are used up. */
export async function refuseThrottled(key: string, limit: number): Promise<void> {
  const at = now();
  const row = await db.throttle.findUnique({ where: { key, resetsAt: { gt: at } } });
  if (row && row.attempts >= limit) throw throttled(row.resetsAt, at);
}

function throttled(resetsAt: Date, at: Date): DomainError {
  const minutes = Math.max(1, Math.ceil((resetsAt.getTime() - at.getTime()) / 60_000));
  return new DomainError("throttled", { status: 429, values: { minutes } });
}

/** Forgets the attempts under `key`, after one succeeded. */
export async function forgive(key: string): Promise<void> {
  await db.throttle.deleteMany({ where: { key } });
}

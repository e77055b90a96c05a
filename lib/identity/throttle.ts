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

/** The refusal of a try that may be made again at `until`. */
export function throttled(until: Date, at: Date): DomainError {
  const minutes = Math.max(1, Math.ceil((until.getTime() - at.getTime()) / 60_000));
  return new DomainError("throttled", { status: 429, values: { minutes } });
}

/** Forgets the attempts under `keys`, after one succeeded. */
export async function forgive(...keys: string[]): Promise<void> {
  await db.throttle.deleteMany({ where: { key: { in: keys } } });
}

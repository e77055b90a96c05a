import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { throttled } from "./throttle.ts";

/**
 * `free` tries within `windowSeconds` go at once. After them each try makes the next one wait: 1, 2, 4 … seconds, at most `longest`.
 * Nobody is shut out for longer than that, however many tries a stranger has made.
 */
export type Pace = { key: string; free: number; windowSeconds: number; longest?: number };

/** As long as a try waits for its turn here; one whose turn is later is refused. */
const PATIENCE_MS = 8_000;

/**
 * Waits until it is this try's turn under every one of `paces`, which are counted for all instances together and outside any transaction.
 * @throws DomainError `throttled` (429, with `minutes` to wait) when the turn is not near; a refused try makes nobody wait longer.
 */
export async function takeTurn(paces: Pace[]): Promise<void> {
  await sleep(await turnIn(paces));
}

/** Counts a try. @returns the milliseconds until its turn. @throws as `takeTurn`. */
export async function turnIn(paces: Pace[]): Promise<number> {
  const at = now();
  let turn = at;
  for (const pace of paces) {
    const own = await reserve(pace, at);
    if (own > turn) turn = own;
  }
  return turn.getTime() - at.getTime();
}

/** For work of which only failures count: waits for nothing. @throws DomainError `throttled` when failures before have put the turn off. */
export async function refuseOutOfTurn(paces: Pace[]): Promise<void> {
  const at = now();
  const row = await db.throttle.findFirst({
    where: { key: { in: paces.map(({ key }) => key) }, resetsAt: { gt: at }, nextAt: { gt: at } },
    orderBy: { nextAt: "desc" },
  });
  if (row?.nextAt) throw throttled(row.nextAt, at);
}

/** Counts such a failure. */
export async function countFailure(paces: Pace[]): Promise<void> {
  const at = now();
  for (const pace of paces) await reserve(pace, at).catch(passOverRefusal);
}

function passOverRefusal(error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
}

const turns = z.array(z.object({ attempts: z.number(), nextAt: z.date() }));

/** Reserves the next turn. A turn begins where the row's `nextAt` was; the row moves on by the pause that this try causes. */
async function reserve({ key, free, windowSeconds, longest = PATIENCE_MS / 1000 }: Pace, at: Date): Promise<Date> {
  const resetsAt = new Date(at.getTime() + windowSeconds * 1000);
  const near = new Date(at.getTime() + PATIENCE_MS);
  const afterFirst = new Date(at.getTime() + pauseAfter(1, free, longest));
  const found = await db.$queryRaw`
    INSERT INTO "Throttle" ("key", "attempts", "resetsAt", "nextAt") VALUES (${key}, 1, ${resetsAt}, ${afterFirst})
    ON CONFLICT ("key") DO UPDATE SET
      "attempts" = CASE WHEN "Throttle"."resetsAt" <= ${at} THEN 1 ELSE "Throttle"."attempts" + 1 END,
      "resetsAt" = CASE WHEN "Throttle"."resetsAt" <= ${at} THEN EXCLUDED."resetsAt" ELSE "Throttle"."resetsAt" END,
      "nextAt" = CASE WHEN "Throttle"."resetsAt" <= ${at} THEN ${afterFirst}
        ELSE GREATEST("Throttle"."nextAt", ${at}) + interval '1 second' * CASE WHEN "Throttle"."attempts" + 1 < ${free} THEN 0
          ELSE LEAST(power(2, LEAST("Throttle"."attempts" + 1 - ${free}, 20)), ${longest}) END END
    WHERE "Throttle"."resetsAt" <= ${at} OR "Throttle"."nextAt" IS NULL OR "Throttle"."nextAt" <= ${near}
    RETURNING "attempts", "nextAt"`;
  const [row] = turns.parse(found);
  if (row) return new Date(row.nextAt.getTime() - pauseAfter(row.attempts, free, longest));
  const { nextAt } = await db.throttle.findUniqueOrThrow({ where: { key } });
  throw throttled(nextAt ?? near, at);
}

function pauseAfter(attempts: number, free: number, longest: number): number {
  return attempts < free ? 0 : Math.min(2 ** Math.min(attempts - free, 20), longest) * 1000;
}

import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { tryLockVisits } from "#lib/events/lock.ts";
import { forgetVisits, settleVisits, takeLateVisits, VISITS_KEPT_DAYS } from "#lib/events/visits.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { STEP_COLUMNS, STEPS, sumsOfVisits } from "./funnel-sums.ts";

const FUNNEL = "funnel";

/** So many visitors who went on later are added at a time. */
const LATE = 1000;

/**
 * Adds up the visitors of days that are over, each day once, and who of them went on later; forgets those of long ago. At most `limit` days of each. Returns how many days and late
 * visitors it dealt with.
 */
export async function rollUpFunnel(limit = 30): Promise<number> {
  const today = civilDate(now(), (await getSettings()).company.timeZone);
  await db.funnelCursor.createMany({ data: [{ name: FUNNEL }], skipDuplicates: true });
  let done = 0;
  for (const step of [addDay, forgetDay])
    for (let days = 0; days < limit && (await transaction((tx) => step(tx, today))); days += 1) done += 1;
  return done + (await transaction(addLate));
}

const next = z.array(z.object({ day: z.date().nullable() }));

/** Skips days without visitors. Where one is still written of, its turn comes with the next run. */
async function addDay(tx: Tx, today: Temporal.PlainDate): Promise<boolean> {
  const [first] = next.parse(
    await tx.$queryRaw`
      SELECT (SELECT min(v."day") FROM "FunnelVisit" v WHERE v."day" > coalesce(c."countedUntil", '-infinity') AND v."day" < ${today.toString()}::date) AS "day"
      FROM "FunnelCursor" c WHERE c."name" = ${FUNNEL} FOR UPDATE SKIP LOCKED`,
  );
  const day = first?.day;
  if (!day || !(await tryLockVisits(tx, day))) return false;
  await tx.$executeRaw`
    INSERT INTO "FunnelRollup" ("day", "grain", "key", ${STEPS}) ${sumsOfVisits(Prisma.sql`(SELECT * FROM "FunnelVisit" WHERE "day" = ${day}::date) v`)}`;
  await tx.funnelCursor.update({ where: { name: FUNNEL }, data: { countedUntil: day } });
  return true;
}

/** A payment that comes a day later is one of the day that it was ordered on. */
async function addLate(tx: Tx): Promise<number> {
  const late = await takeLateVisits(tx, LATE);
  if (late.length === 0) return 0;
  const [visitors, days] = [late.map(({ visitor }) => visitor), late.map(({ day }) => day)];
  const rows = Prisma.sql`"FunnelVisit" v JOIN unnest(${visitors}::uuid[], ${days}::date[]) k ("visitor", "day") USING ("visitor", "day")`;
  const added = Object.values(STEP_COLUMNS).map((column) => `"${column}" = r."${column}" + EXCLUDED."${column}"`);
  await tx.$executeRaw`
    INSERT INTO "FunnelRollup" AS r ("day", "grain", "key", ${STEPS}) ${sumsOfVisits(rows)} ORDER BY 1, 2, 3
    ON CONFLICT ("grain", "day", "key") DO UPDATE SET ${Prisma.raw(added.join(", "))}`;
  await settleVisits(tx, late);
  return late.length;
}

async function forgetDay(tx: Tx, today: Temporal.PlainDate): Promise<boolean> {
  const [first] = next.parse(
    await tx.$queryRaw`
      SELECT (SELECT min(v."day") FROM "FunnelVisit" v WHERE v."day" < ${today.subtract({ days: VISITS_KEPT_DAYS }).toString()}::date AND v."day" <= c."countedUntil") AS "day"
      FROM "FunnelCursor" c WHERE c."name" = ${FUNNEL} FOR UPDATE SKIP LOCKED`,
  );
  const day = first?.day;
  if (!day || !(await tryLockVisits(tx, day)) || (await tx.funnelVisit.count({ where: { day, counted: { not: null } } })) > 0) return false;
  await forgetVisits(tx, day);
  await tx.funnelCursor.update({ where: { name: FUNNEL }, data: { forgottenUntil: day } });
  return true;
}

import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { UNTOLD_SQL, WAITING_SQL } from "#lib/messages/state.ts";
import { markPricesUndelivered } from "#lib/subscriptions/note-price.ts";

const DAY_MS = 86_400_000;

/** Letters are looked after for so long: bounces come late, no price comes earlier. */
const WATCHED_MS = 7 * DAY_MS;
/** What has not left after so long was not told. */
const SENT_WITHIN_MS = DAY_MS;

const undelivered = z.array(z.object({ id: z.string(), subscriptionId: z.string() }));

/** Holds up the prices whose letter did not arrive. Returns how many. */
export async function holdUntoldPrices(limit = 500): Promise<number> {
  const at = now().getTime();
  const rows = await db.$queryRaw`
    SELECT n."id", n."subscriptionId" FROM "PriceNotice" n
    LEFT JOIN "Message" m ON m."dedupeKey" = 'price_change:' || n."id" || ':' || n."attempt" || ':email'
    WHERE n."status" = 'NOTIFIED' AND n."agreedAt" IS NULL AND n."notifiedAt" >= ${new Date(at - WATCHED_MS)} AND (m."id" IS NULL
      OR m."status" IN ${UNTOLD_SQL}
      OR (m."status" IN ${WAITING_SQL} AND n."notifiedAt" < ${new Date(at - SENT_WITHIN_MS)}))
    LIMIT ${limit}`;
  const held = undelivered.parse(rows);
  return held.length === 0
    ? 0
    : transaction((tx) =>
        markPricesUndelivered(
          tx,
          held.map(({ id }) => id),
        ),
      );
}

import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { lookKey } from "./keys.ts";

const LOOKS = 30;
const WINDOW_MS = 60_000;

const counted = z.array(z.object({ tries: z.number() })).length(1);

/**
 * Counts a look of a viewer at what became of a payment. Whether the gateway may be asked for it: each look of a page would be a request of ours, so it is asked thirty
 * times a minute, and who looks more often sees what is known. Events and the worker find out all the same.
 */
export async function mayLook(transactionId: string): Promise<boolean> {
  const at = now();
  const resetsAt = new Date(at.getTime() + WINDOW_MS);
  const [{ tries }] = counted.parse(
    await db.$queryRaw`
      INSERT INTO "PaymentTry" AS "known" ("key", "tries", "resetsAt") VALUES (${lookKey(transactionId)}, 1, ${resetsAt})
      ON CONFLICT ("key") DO UPDATE SET
        "tries" = CASE WHEN "known"."resetsAt" <= ${at} THEN 1 ELSE "known"."tries" + 1 END,
        "resetsAt" = CASE WHEN "known"."resetsAt" <= ${at} THEN EXCLUDED."resetsAt" ELSE "known"."resetsAt" END
      RETURNING "tries"`,
  );
  return tries <= LOOKS;
}

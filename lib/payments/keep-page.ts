import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import type { CheckoutStarted } from "./gateway.ts";

/**
 * Keeps the page that a gateway opened for a transaction. A row that was settled meanwhile offers none, and is looked at so that it is closed. Waits for no disk: what a crash takes away here is
 * asked for again, and the gateway answers the same.
 */
export async function keepPage(id: string, { reference, url }: CheckoutStarted): Promise<void> {
  await db.$executeRaw`
    UPDATE "Transaction" SET "gatewayReference" = ${reference}, "actionUrl" = CASE WHEN "settledAt" IS NULL THEN ${url} END,
      "reconcileAt" = CASE WHEN "settledAt" IS NULL THEN "reconcileAt" ELSE ${now()} END
    FROM (SELECT set_config('synchronous_commit', 'off', true)) AS "in_this_statement" WHERE "id" = ${id}::uuid`;
}

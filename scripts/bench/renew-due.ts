import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { db } from "#lib/db/client.ts";

/** A worker of `bench renewals`: renews what is due until nothing is, beginning when it is told to. */
await db.$queryRaw`SELECT 1`;
process.send?.("ready");
process.once("message", async () => {
  let renewed = 0;
  for (let done = -1; done !== 0; renewed += done) done = await runRenewals(200);
  process.send?.(renewed);
  await db.$disconnect();
  process.disconnect?.();
});

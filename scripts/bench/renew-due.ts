import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { db } from "#lib/db/client.ts";

/** A worker of `bench renewals`: each time it is told to, it renews what is due until nothing is, and says how many. */
await db.$queryRaw`SELECT 1`;
process.on("message", async () => {
  let renewed = 0;
  for (let done = -1; done !== 0; renewed += Math.max(done, 0)) done = await runRenewals();
  process.send?.(renewed);
});
process.once("disconnect", () => db.$disconnect());
process.send?.("ready");

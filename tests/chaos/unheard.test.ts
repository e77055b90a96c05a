import { afterAll, beforeAll, expect, test } from "vitest";
import { runSchedule, schedule } from "#lib/jobs/schedule.ts";
import { runClock } from "#lib/kernel/clock.ts";
import { type FaultyProxy, startFaultyProxy } from "#scripts/chaos/faulty-proxy.ts";
import { sellAWeekAgo } from "#scripts/chaos/prepare.ts";
import { startStripe } from "#scripts/chaos/vendors/stripe.ts";
import { judge } from "#scripts/chaos/verdict.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

let stripe: Awaited<ReturnType<typeof startStripe>>;
let proxy: FaultyProxy;

beforeAll(async () => {
  stripe = await startStripe();
  const nothingFails = () => 1;
  proxy = await startFaultyProxy(stripe, nothingFails);
  Object.assign(process.env, stripe.keys(proxy.url));
});
afterAll(() => Promise.all([proxy.close(), stripe.close()]));

test("the first charge of each chaos is heard by nobody, and only reconciliation makes it", async () => {
  const sold = await sellAWeekAgo(2, stripe, 0);
  const said = () =>
    judge(
      stripe,
      sold.map(({ id }) => ({ id, payments: 2 })),
    );
  await runSchedule(schedule().filter(({ name }) => name !== "reconcile payments"));
  expect(await said()).toMatchObject({ lost: [], doubled: [], unknown: { length: 1 }, unfinished: { length: 1 }, books: [] });
  runClock(2 * 60_000);
  await runSchedule();
  runClock();
  expect(await said()).toEqual({ lost: [], doubled: [], unknown: [], unfinished: [], books: [], undescribed: [] });
});

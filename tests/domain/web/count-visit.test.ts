import { beforeAll, expect, it } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { countVisit } from "#lib/web/shop/count-visit.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, liveIn, order, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();

const visitor = newId();
const counted = async (step: "VISIT" | "PAID") =>
  (await db.funnelVisit.findMany({ where: { visitor, step }, orderBy: { at: "asc" } })).map(({ at }) => at.toISOString().slice(0, 16));

beforeAll(() => liveIn("America/New_York"));

it("counts a visitor's step once a day of the company, wherever the day of UTC changes", async () => {
  for (const at of ["2026-12-31T18:00:00Z", "2027-01-01T01:00:00Z", "2027-01-01T04:59:00Z", "2027-01-01T05:00:00Z"]) {
    stopClockAt(new Date(at));
    await countVisit({ step: "VISIT", visitor, ip: "192.0.2.1" });
  }
  expect(await counted("VISIT")).toEqual(["2026-12-31T18:00", "2027-01-01T05:00"]);
});

it("counts who paid on the company's day too", async () => {
  stopClockAt(new Date("2027-01-01T01:00:00Z"));
  await db.funnelVisit.create({ data: { visitor, step: "PAID", day: new Date("2026-12-31"), at: new Date("2026-12-31T18:30:00Z") } });
  const { orderId } = await order(await aViewer(), (await aPlan()).price);
  await db.order.update({ where: { id: orderId }, data: { visitor } });
  await payAtSandbox(orderId);
  await confirmReturn({ orderId });
  expect(await counted("PAID")).toEqual(["2026-12-31T18:30"]);
});

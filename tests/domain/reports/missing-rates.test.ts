import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { missingRates } from "#lib/reports/missing-rates.ts";
import { subscriptionDetails } from "#lib/reports/subscription-details.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aTaxRate, aViewer, buy, changeCompany } from "#tests/support/shop.ts";

useDatabase();

const missing = async () => missingRates(await getSettings());

test("says where nothing can be sold, which renewals wait, and from which day on a rate is needed", async () => {
  stopClockAt(new Date("2026-03-01T12:00:00Z"));
  expect(await missing()).toEqual([{ country: "DE", unsold: true, waiting: 0, since: null }]);
  const { price, plan } = await aPlan({ countries: ["DE", "HU", "AT", "US"] });
  const later = { country: "AT", unsold: true, waiting: 0, since: null };
  expect(await missing()).toEqual([later, { ...later, country: "HU" }]);
  await aTaxRate({ country: "HU", ratePpm: 270_000, validFrom: "2012-01-01" });
  const viewer = await aViewer({ country: "HU" });
  const { subscriptionId } = await buy(viewer, price);
  await buy(await aViewer(), price);
  const waits = async () => (await subscriptionDetails(subscriptionId))?.waitsForRate;
  expect([await missing(), await waits()]).toEqual([[later], false]);
  await db.taxRate.deleteMany({ where: { country: "HU" } });
  const hungary = { country: "HU", unsold: true, waiting: 1, since: new Date("2026-04-01T00:00:00Z") };
  expect([await missing(), await waits()]).toEqual([[hungary, later], true]);
  stopClockAt(new Date("2026-04-05T12:00:00Z"));
  await aTaxRate({ country: "HU", validFrom: "2026-04-05" });
  expect([await missing(), await waits()]).toEqual([[{ ...hungary, unsold: false }, later], true]);
  await aTaxRate({ country: "HU", validFrom: "2026-04-01" });
  expect([await missing(), await waits()]).toEqual([[later], false]);
  await db.taxRate.deleteMany();
  await db.customer.update({ where: { id: viewer.id }, data: { country: null } });
  expect(await missing()).toContainEqual({ country: "DE", unsold: true, waiting: 2, since: hungary.since }); // two at home
  await db.plan.update({ where: { id: plan.id }, data: { countries: [] } });
  expect(await missing()).toHaveLength(28); // the Union, and Monaco
  await changeCompany({ vatRegistered: false });
  expect([await missing(), await waits()]).toEqual([[], false]);
});

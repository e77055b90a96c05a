import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { loadChargedRates } from "#lib/catalog/load-charged-rates.ts";
import { loadTaxRates } from "#lib/catalog/load-tax-rates.ts";
import { removeTaxRate, saveTaxRate, saveTaxRateInput } from "#lib/catalog/save-tax-rate.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { settingsSchema } from "#lib/settings/schema.ts";
import { useDatabase } from "#tests/support/database.ts";
import { liveIn } from "#tests/support/shop.ts";

useDatabase();

const save = (values: object) => saveTaxRate(saveTaxRateInput.parse(values), SYSTEM);
const ratesOf = (country: string) => db.taxRate.findMany({ where: { country }, orderBy: { validFrom: "asc" } });

test("a rate is dated; saving the same country and day corrects it", async () => {
  await save({ country: "EE", name: "KM", rate: "22", validFrom: "2024-01-01" });
  await save({ country: "EE", name: "KM", rate: "23", validFrom: "2025-07-01" });
  await save({ country: "EE", name: "KM", rate: "24", validFrom: "2025-07-01" });
  expect((await ratesOf("EE")).map((rate) => rate.ratePpm)).toEqual([220_000, 240_000]);
});

test("published rates are those of the company's year and the two before it", async () => {
  stopClockAt(new Date("2027-01-01T01:00:00Z")); // still 2026 in New York
  await liveIn("America/New_York");
  const since = async () => {
    await loadTaxRates(SYSTEM);
    const rows = await ratesOf("FI");
    await db.taxRate.deleteMany();
    return rows.map(({ validFrom, ratePpm }) => `${validFrom.toISOString().slice(0, 10)} ${ratePpm}`);
  };
  expect(await since()).toEqual(["2013-01-01 240000", "2024-09-01 255000"]);
  await liveIn("UTC");
  expect(await since()).toEqual(["2024-09-01 255000"]);
});

test("published rates fill the gaps and leave the operator's own alone", async () => {
  await save({ country: "FI", name: "Mine", rate: "10", validFrom: "2024-09-01" });
  stopClockAt(new Date("2026-03-10T12:00:00Z"));
  expect(await loadTaxRates(SYSTEM)).toBeGreaterThan(30);
  expect(await loadTaxRates(SYSTEM)).toBe(0);
  expect((await ratesOf("FI")).map((rate) => [rate.name, rate.ratePpm])).toEqual([
    ["ALV", 240_000],
    ["Mine", 100_000],
  ]);
});

test("Monaco and the Isle of Man have the rate of their territory: one of their own is refused, and says where to save it", async () => {
  const own = (country: string) => save({ country, name: "TVA", rate: "20", validFrom: "2024-01-01" });
  await expect(own("MC")).rejects.toMatchObject({ code: "tax_rate_of_territory", field: "country", values: { territory: "FR" } });
  await expect(own("IM")).rejects.toMatchObject({ code: "tax_rate_of_territory", field: "country", values: { territory: "GB" } });
  expect([...(await ratesOf("MC")), ...(await ratesOf("IM"))]).toEqual([]);
});

test("the published rates come with what a company begins to charge, once, beside what an operator saved or removed", async () => {
  await db.taxRate.deleteMany();
  await save({ country: "AT", name: "Mine", rate: "10", validFrom: "2025-01-01" });
  const swiss = settingsSchema.company.parse({ country: "CH" });
  const none = { ...swiss, vatRegistered: false };
  const load = (...[now, before]: (typeof swiss | null)[]) => transaction((tx) => loadChargedRates(tx, now!, before, SYSTEM));
  await load(none, null);
  expect(await db.taxRate.count()).toBe(1);
  await load(swiss, none);
  expect(new Set((await db.taxRate.findMany()).map(({ country }) => country))).toHaveProperty("size", 28); // the Union and Switzerland
  expect(await ratesOf("AT")).toMatchObject([{ name: "Mine" }]);
  await db.taxRate.deleteMany({ where: { country: "FR" } });
  await load({ ...swiss, taxRegistrations: ["IM"] }, swiss);
  expect([await ratesOf("FR"), await ratesOf("GB")]).toMatchObject([[], [{ ratePpm: 200_000 }]]);
});

test("removing a rate is written down", async () => {
  const rate = await save({ country: "LU", name: "TVA", rate: "17", validFrom: "2024-01-01" });
  await removeTaxRate({ id: rate.id }, SYSTEM);
  expect(await ratesOf("LU")).toEqual([]);
  expect(await db.auditEntry.findFirst({ where: { action: "tax_rate.removed", subjectId: rate.id } })).toMatchObject({
    before: { country: "LU", ratePpm: 170_000 },
  });
  await expect(removeTaxRate({ id: rate.id }, SYSTEM)).rejects.toThrow("tax_rate_unknown");
});

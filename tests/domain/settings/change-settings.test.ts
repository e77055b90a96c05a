import { describe, expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { type ChangeSettingsInput, changeSettings, saveSettings } from "#lib/settings/change-settings.ts";
import type { SettingsSection } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

const change = (parts: ChangeSettingsInput) => changeSettings(parts, SYSTEM);
const html = Buffer.from("<html><script>alert(1)</script></html>").toString("base64");

describe("settings, whoever saves them,", () => {
  it.each<[what: string, SettingsSection, part: object, code: string, field?: string]>([
    ["a default currency that is not offered", "market", { defaultCurrency: "USD" }, "default_not_offered", "defaultCurrency"],
    ["a default language that is not offered", "market", { locales: ["en"], defaultLocale: "ar" }, "default_not_offered", "defaultLocale"],
    ["a currency that is none", "market", { currencies: ["EUR", "XYZ"] }, "invalid_currency", "currencies.1"],
    ["a country that is none", "company", { country: "XX" }, "invalid_country", "country"],
    ["a registration in a country that is none", "company", { taxRegistrations: ["XX"] }, "invalid_country", "taxRegistrations"],
    ["a time zone that is none", "company", { timeZone: "Mars/Olympus" }, "invalid_time_zone", "timeZone"],
    ["retries out of order", "dunning", { retryAfterDays: [7, 3] }, "days_order", "retryAfterDays"],
    ["two retries on one day", "dunning", { retryAfterDays: [3, 3] }, "days_order", "retryAfterDays"],
    ["no retry at all", "dunning", { retryAfterDays: [] }, "required", "retryAfterDays"],
    ["grace of a year", "dunning", { graceDays: 365 }, "out_of_range", "graceDays"],
    ["warnings out of order", "reminders", { cardExpiryDaysBefore: [30, 7] }, "days_order", "cardExpiryDaysBefore"],
    ["a gateway with a name that is none", "gateways", { "Pay Pal": { enabled: true } }, "invalid", "Pay Pal"],
    ["sessions that end after a minute", "security", { idleMinutes: 1 }, "out_of_range", "idleMinutes"],
    ["a logo that is a page", "brand", { logo: `data:text/html;base64,${html}` }, "image_unsafe", "logo"],
  ])("refuse %s, at its field, and stay as they are", async (_, section, part, code, field) => {
    const before = await getSettings();
    const saving = transaction((tx) => saveSettings(tx, section, { ...before[section], ...part }, SYSTEM));
    await expect(saving).rejects.toMatchObject({ name: "DomainError", code, field });
    expect(await getSettings()).toEqual(before);
  });

  it("are shared by all who read them, so nobody can change what others have read", async () => {
    const { brand, market } = await getSettings();
    expect(() => Object.assign(brand, { name: "Mine" })).toThrow(TypeError);
    expect(() => market.currencies.push("USD")).toThrow(TypeError);
    expect((await getSettings()).market).toBe(market);
  });

  it("write a VAT number as offices read it, and begin with the currency that the shop begins with", async () => {
    const { company, market } = await getSettings();
    await transaction(async (tx) => {
      await saveSettings(tx, "company", { ...company, vatId: "de 123.456-789" }, SYSTEM);
      await saveSettings(tx, "market", { ...market, currencies: ["CHF", "EUR", "CHF"], defaultCurrency: "EUR" }, SYSTEM);
    });
    const saved = await getSettings();
    expect([saved.company.vatId, saved.market.currencies]).toEqual(["DE123456789", ["EUR", "CHF"]]);
  });

  it("change in the part that was given, all parts together or none", async () => {
    const before = await getSettings();
    await change({ dunning: { graceDays: 14 }, reminders: { trialDaysBefore: 5 } });
    const after = { dunning: { ...before.dunning, graceDays: 14 }, reminders: { ...before.reminders, trialDaysBefore: 5 } };
    expect(await getSettings()).toEqual({ ...before, ...after });
    const halfWrong = change({ dunning: { graceDays: 7 }, reminders: { trialDaysBefore: 400 } });
    await expect(halfWrong).rejects.toMatchObject({ code: "out_of_range", field: "trialDaysBefore" });
    expect(await getSettings()).toEqual({ ...before, ...after });
  });

  it("keep what two forms change at once in two parts of a section", async () => {
    await Promise.all([
      change({ brand: { name: "Aurora TV" } }),
      change({ brand: { terms: "# Terms" } }),
      change({ brand: { tagline: "Live." } }),
    ]);
    expect((await getSettings()).brand).toMatchObject({ name: "Aurora TV", terms: "# Terms", tagline: "Live." });
    expect(await db.auditEntry.count({ where: { action: "settings.saved", subjectId: "brand" } })).toBe(3);
  });
});

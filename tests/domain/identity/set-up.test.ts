import { afterEach, describe, expect, it, vi } from "vitest";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { db } from "#lib/db/client.ts";
import { setUpShop, setUpShopInput } from "#lib/identity/set-up.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan } from "#tests/support/shop.ts";
import { anOperator } from "./accounts.ts";

useDatabase();

const form = {
  name: "Olga",
  email: "olga@example.com",
  password: "the first of them all",
  brandName: "Nordlicht TV",
  country: "SE",
  currency: "SEK",
  timeZone: "Europe/Stockholm",
  testPayments: "on",
};

/** The environment is parsed once, so each start reads it afresh. */
async function start(variables: Record<string, string> = {}): Promise<string | null> {
  vi.resetModules();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return (await import("#lib/identity/first-operator.ts")).ensureFirstOperator();
}
afterEach(() => vi.unstubAllEnvs());

/** What was loaded: for how many countries, what the tax at home is called, and how often it was written down. */
async function rates() {
  const { country } = (await getSettings()).company;
  const [saved, audited] = [await db.taxRate.findMany(), await db.auditEntry.count({ where: { action: "tax_rates.loaded" } })];
  return {
    countries: new Set(saved.map((rate) => rate.country)).size,
    home: saved.find((rate) => rate.country === country)?.name,
    audited,
  };
}

describe("the first start", () => {
  it("prints a one-time link, which makes the owner and the shop's settings", async () => {
    const [link, another] = [await start(), await start()];
    expect(link).toMatch(/^\/setup\?token=[\w-]{43}$/);
    const [token, other] = [link, another].map((path) => new URL(path ?? "", "http://x").searchParams.get("token") ?? "");
    await expect(setUpShop(setUpShopInput.parse({ ...form, token: "forged" }), null)).rejects.toMatchObject({ code: "link_expired" });
    const owner = await setUpShop(setUpShopInput.parse({ ...form, token }), "192.0.2.1");
    expect(owner).toMatchObject({ role: "OWNER", email: "olga@example.com" });
    const { brand, company, market, gateways } = await getSettings();
    expect(brand.name).toBe("Nordlicht TV");
    expect(company).toMatchObject({ country: "SE", timeZone: "Europe/Stockholm", legalName: "Nordlicht TV" });
    expect(market).toMatchObject({ currencies: ["SEK"], defaultCurrency: "SEK" });
    expect(gateways.sandbox.enabled).toBe(true);
    expect(await rates()).toEqual({ countries: 27, home: "moms", audited: 1 });
    const { price } = await aPlan({ amount: 1250n, currency: "SEK" });
    const bought = (country: string) => quoteOrder({ priceId: price.id, currency: "SEK", country });
    expect([(await bought("SE")).tax, (await bought("HU")).tax]).toEqual([250n, 266n]);
    for (const used of [token, other])
      await expect(setUpShop(setUpShopInput.parse({ ...form, email: "thief@example.com", token: used }), null)).rejects.toMatchObject({
        code: "link_expired",
      });
    expect(await start()).toBeNull();
  });

  it("in a country whose rates nobody publishes, charges no tax until the owner says that they are registered there", async () => {
    await db.operator.deleteMany();
    const token = new URL((await start()) ?? "", "http://x").searchParams.get("token") ?? "";
    await setUpShop(setUpShopInput.parse({ ...form, country: "SA", token }), null);
    expect((await getSettings()).company).toMatchObject({ country: "SA", vatRegistered: false });
    const { price } = await aPlan();
    const quoted = await quoteOrder({ priceId: price.id, currency: "EUR", country: "SA" });
    expect(quoted).toMatchObject({ treatment: "outside_scope", tax: 0n, total: 1000n });
  });

  it("makes the owner that the environment names, once, and leaves them alone afterwards", async () => {
    await db.operator.deleteMany();
    await db.setting.deleteMany();
    await db.taxRate.deleteMany();
    const named = { OPERATOR_EMAIL: "Boss@example.com", OPERATOR_PASSWORD: "from the environment" };
    expect(await Promise.all([start(named), start(named)])).toEqual([null, null]);
    const [owner] = await db.operator.findMany();
    expect(owner).toMatchObject({ email: "boss@example.com", role: "OWNER" });
    expect(await rates()).toMatchObject({ countries: 27 });
    await db.operator.update({ where: { id: owner.id }, data: { role: "VIEWER" } });
    await anOperator("OWNER");
    await start(named);
    expect(await db.operator.findUnique({ where: { id: owner.id } })).toMatchObject({ role: "VIEWER", passwordHash: owner.passwordHash });
  });

  it("is refused with a password in the environment that is easy to guess, and says which variable it is", async () => {
    await db.operator.deleteMany();
    const weak = { OPERATOR_EMAIL: "boss@example.com", OPERATOR_PASSWORD: "administrator1" };
    await expect(start(weak)).rejects.toThrow(/OPERATOR_PASSWORD: is easy to guess/);
    expect(await db.operator.count()).toBe(0);
  });
});

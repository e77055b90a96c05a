import { afterEach, describe, expect, it, vi } from "vitest";
import { db } from "#lib/db/client.ts";
import { setUp, setUpShop } from "#lib/identity/set-up.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
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
  sandbox: "on",
};

/** The environment is parsed once, so each start reads it afresh. */
async function start(variables: Record<string, string> = {}): Promise<string | null> {
  vi.resetModules();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return (await import("#lib/identity/first-operator.ts")).ensureFirstOperator();
}
afterEach(() => vi.unstubAllEnvs());

describe("the first start", () => {
  it("prints a one-time link, which makes the owner and the shop's settings", async () => {
    const [link, another] = [await start(), await start()];
    expect(link).toMatch(/^\/setup\?token=[\w-]{43}$/);
    const [token, other] = [link, another].map((path) => new URL(path ?? "", "http://x").searchParams.get("token") ?? "");
    await expect(setUpShop(setUp.parse({ ...form, token: "forged" }), null)).rejects.toMatchObject({ code: "link_expired" });
    const owner = await setUpShop(setUp.parse({ ...form, token }), "192.0.2.1");
    expect(owner).toMatchObject({ role: "OWNER", email: "olga@example.com" });
    const { brand, company, market, gateways } = await getSettings();
    expect(brand.name).toBe("Nordlicht TV");
    expect(company).toMatchObject({ country: "SE", timeZone: "Europe/Stockholm", legalName: "Nordlicht TV" });
    expect(market).toMatchObject({ currencies: ["SEK"], defaultCurrency: "SEK" });
    expect(gateways.sandbox.enabled).toBe(true);
    for (const used of [token, other])
      await expect(setUpShop(setUp.parse({ ...form, email: "thief@example.com", token: used }), null)).rejects.toMatchObject({
        code: "link_expired",
      });
    expect(await start()).toBeNull();
  });

  it("makes the owner that the environment names, once, and leaves them alone afterwards", async () => {
    await db.operator.deleteMany();
    const named = { OPERATOR_EMAIL: "Boss@example.com", OPERATOR_PASSWORD: "from the environment" };
    expect(await Promise.all([start(named), start(named)])).toEqual([null, null]);
    const [owner] = await db.operator.findMany();
    expect(owner).toMatchObject({ email: "boss@example.com", role: "OWNER" });
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

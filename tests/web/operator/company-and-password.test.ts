import { beforeAll, describe, expect, it, vi } from "vitest";
import { chooseNewOperatorPassword, forgotOperatorPassword, signInAsOperator } from "#app/(auth)/operator/actions.ts";
import * as settings from "#app/operator/settings/actions.ts";
import { db } from "#lib/db/client.ts";
import { startOperatorSession } from "#lib/identity/session.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { anOperator, linkSentTo, tokenOf } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ refresh: () => {} }));

useDatabase();

describe("the seller", () => {
  beforeAll(async () => {
    newBrowser();
    await startOperatorSession(await anOperator("OWNER"));
  });

  it("has a name and colours, and keeps its logo when a form brings none", async () => {
    const colors = { primaryColor: "#112233", accentColor: "#445566" };
    const brand = { name: "Aurora TV", tagline: "", ...colors, supportEmail: "help@example.com", supportPhone: "", appUrl: "" };
    expect(await submit(settings.saveBrand, brand)).toMatchObject({ status: "done" });
    expect((await getSettings()).brand).toMatchObject({ ...brand, logo: "" });
    const refused = await submit(settings.saveBrand, { ...brand, primaryColor: "blue", supportEmail: "nobody" });
    expect(Object.keys(refused.errors ?? {}).sort()).toEqual(["primaryColor", "supportEmail"]);
    expect((await getSettings()).brand.primaryColor).toBe("#112233");
  });

  it("has an address, a VAT number as offices write it, and a time zone that exists", async () => {
    const address = { addressLine1: "", addressLine2: "", postalCode: "", city: "", email: "", registration: "" };
    const tax = { country: "DE", vatId: "de 123.456-789", vatRegistered: "on", taxRegistrations: "CH", taxRounding: "rate" };
    const company = { legalName: "Aurora GmbH", ...address, ...tax, timeZone: "Europe/Berlin" };
    expect(await submit(settings.saveCompany, company)).toMatchObject({ status: "done" });
    expect((await getSettings()).company).toMatchObject({
      legalName: "Aurora GmbH",
      vatId: "DE123456789",
      timeZone: "Europe/Berlin",
      taxRegistrations: ["CH"],
    });
    expect(await db.taxRate.findMany({ where: { country: "CH" } })).toMatchObject([{ ratePpm: 81_000 }]); // it sells there at once
    expect(await db.auditEntry.findMany({ where: { action: "tax_rates.loaded" } })).toMatchObject([{ actorKind: "OPERATOR" }]);
    const refused = await submit(settings.saveCompany, {
      ...company,
      country: "XX",
      taxRegistrations: "XX",
      timeZone: "Mars/Olympus",
    });
    expect(Object.keys(refused.errors ?? {}).sort()).toEqual(["country", "taxRegistrations", "timeZone"]);
  });

  it("numbers invoices and credit notes in series of their own", async () => {
    const typed = { prefix: "AU-", creditNotePrefix: "AUC-", footer: "Thank you." };
    expect(await submit(settings.saveInvoicing, { ...typed, fourEyes: "on" })).toMatchObject({ status: "done" });
    expect((await getSettings()).invoicing).toEqual({ ...typed, fourEyes: true });
    expect((await submit(settings.saveInvoicing, { prefix: "au_", creditNotePrefix: "" })).errors).toMatchObject({
      prefix: expect.any(String),
      creditNotePrefix: expect.any(String),
    });
  });
});

it("an operator who forgot the password chooses a new one with the link, once", async () => {
  newBrowser();
  const { email } = await anOperator("SUPPORT");
  expect(await submit(forgotOperatorPassword, { email })).toMatchObject({ status: "done" });
  expect(await submit(forgotOperatorPassword, { email: "nobody@example.com" })).toMatchObject({ status: "done" });
  const token = tokenOf(await linkSentTo(email, "reset_password"));
  const password = "another good password";
  expect((await submit(chooseNewOperatorPassword, { token, password: "short" })).errors).toHaveProperty("password");
  expect((await submit(chooseNewOperatorPassword, { token, password })).to).toBe("/operator/sign-in?notice=password");
  expect((await submit(signInAsOperator, { email, password })).to).toBe("/operator");
  expect(await submit(chooseNewOperatorPassword, { token, password: "yet another password" })).toMatchObject({ status: "refused" });
});

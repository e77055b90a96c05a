import { expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { serviceLogin } from "#lib/customers/open-service-login.ts";
import { newServicePassword, register } from "#lib/customers/register.ts";
import { renewServiceLogin } from "#lib/customers/renew-service-login.ts";
import { transaction } from "#lib/db/transaction.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

it("gives every viewer a TV login of their own, readable to nobody who only has the database", async () => {
  const [one, two] = await transaction(async (tx) => [
    await register(tx, { email: "one@example.com", name: "One" }),
    await register(tx, { email: "two@example.com", name: "Two" }),
  ]);
  const login = await transaction((tx) => serviceLogin(tx, one));
  expect(login.userId).toMatch(/^TV-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  expect(login.password).toMatch(/^([a-z]{4}-){3}\d{4}$/);
  expect(one.servicePassword).not.toContain(login.password);
  expect((await transaction((tx) => serviceLogin(tx, two))).password).not.toBe(login.password);
  const reset = await renewServiceLogin({ customerId: one.id }, SYSTEM);
  expect(reset.userId).toBe(login.userId);
  expect(reset.password).not.toBe(login.password);
});

it("makes TV passwords that do not repeat", () => {
  expect(new Set(Array.from({ length: 2000 }, newServicePassword)).size).toBe(2000);
});

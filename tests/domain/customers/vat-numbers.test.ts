import { beforeEach, expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { askVatNumber } from "#lib/customers/ask-vat-number.ts";
import { checkVatNumbers } from "#lib/customers/check-vat-numbers.ts";
import { updateProfile } from "#lib/customers/save-profile.ts";
import { vatNumberDetails } from "#lib/customers/vat-status.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aViewer } from "#tests/support/shop.ts";

useDatabase();
beforeEach(() => stopClockAt(new Date("2027-01-10T12:00:00Z")));

/** A viewer who has given a VAT number. */
async function bearing(vatId: string) {
  const viewer = await aViewer({ country: "AT" });
  return transaction((tx) => updateProfile(tx, viewer, { vatId }));
}

const row = (number: string) => db.vatNumber.findUniqueOrThrow({ where: { number }, include: { checks: true } });

it("keeps a registry's answer as evidence, and asks again after a month", async () => {
  await bearing("ATU11111111");
  expect(await row("ATU11111111")).toMatchObject({ status: "UNVERIFIED", checks: [] });
  expect(await checkVatNumbers()).toBe(1);
  expect(await row("ATU11111111")).toMatchObject({
    status: "VALID",
    dueAt: new Date("2027-02-09T12:00:00Z"),
    checks: [
      { registry: "rehearsal", name: "Rehearsal Trading AT", consultation: "REHEARSAL-ATU11111111", at: new Date("2027-01-10T12:00:00Z") },
    ],
  });
  expect(await checkVatNumbers()).toBe(0);
  stopClockAt(new Date("2027-02-09T12:00:00Z"));
  expect(await checkVatNumbers()).toBe(1);
  expect((await row("ATU11111111")).checks).toHaveLength(2);
  await expect(db.vatCheck.deleteMany()).rejects.toThrow();
});

it("writes a change of status into the audit log, and nothing when it stays", async () => {
  await bearing("ATU11111200");
  await checkVatNumbers();
  stopClockAt(new Date("2027-01-17T12:00:00Z"));
  await checkVatNumbers();
  const { id, status, checks } = await row("ATU11111200");
  expect([status, checks.length]).toEqual(["INVALID", 2]);
  expect(await db.auditEntry.findMany({ where: { subjectId: id }, select: { action: true } })).toEqual([{ action: "vat_number.checked" }]);
});

it("asks again and again through an outage, ever more patiently, and leaves the number as it was", async () => {
  await bearing("ATU11111300");
  await checkVatNumbers();
  expect(await row("ATU11111300")).toMatchObject({ status: "UNVERIFIED", trouble: "MS_UNAVAILABLE", attempts: 1, checks: [] });
  const pauses: number[] = [];
  for (let tries = 0; tries < 16; tries += 1) {
    const { dueAt } = await row("ATU11111300");
    stopClockAt(dueAt!);
    await checkVatNumbers();
    pauses.push(((await row("ATU11111300")).dueAt!.getTime() - dueAt!.getTime()) / 60_000);
  }
  expect(pauses.slice(0, 6)).toEqual([1, 1, 1, 2, 4, 8]);
  expect(pauses.at(-1)).toBe(360);
});

it("asks about no number that nobody bears any more, and at once when somebody does again", async () => {
  const viewer = await bearing("ATU22222222");
  await checkVatNumbers();
  await transaction((tx) => updateProfile(tx, viewer, { vatId: null }));
  stopClockAt(new Date("2027-02-10T12:00:00Z"));
  await checkVatNumbers();
  expect(await row("ATU22222222")).toMatchObject({ status: "VALID", dueAt: null });
  stopClockAt(new Date("2028-02-10T12:00:00Z"));
  await bearing("ATU22222222");
  expect(await row("ATU22222222")).toMatchObject({ status: "UNVERIFIED", dueAt: new Date("2028-02-10T12:00:00Z") });
});

it("asks nobody about what no country of the Union gives", async () => {
  await bearing("CHE123456789");
  expect(await db.vatNumber.count({ where: { number: "CHE123456789" } })).toBe(0);
  expect(await vatNumberDetails("CHE123456789")).toBe("unreadable");
});

it("asks now when an operator wants to know, and says so in the audit log", async () => {
  const { id } = await bearing("ATU33333333");
  await checkVatNumbers();
  await askVatNumber({ customerId: id }, SYSTEM);
  expect(await checkVatNumbers()).toBe(1);
  expect(await db.auditEntry.count({ where: { action: "vat_number.asked", subjectId: id } })).toBe(1);
  await expect(askVatNumber({ customerId: (await aViewer()).id }, SYSTEM)).rejects.toMatchObject({ code: "vat_number_unreadable" });
});

it("asks once for each number, however many workers ask", async () => {
  for (let index = 0; index < 8; index += 1) await bearing(`ATU4444444${index}`);
  await Promise.all([checkVatNumbers(5), checkVatNumbers(5), checkVatNumbers(5)]);
  expect(await db.vatCheck.count({ where: { vatNumber: { number: { startsWith: "ATU4444444" } } } })).toBe(8);
});

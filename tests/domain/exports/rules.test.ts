import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { deleteExport, forgetExports } from "#lib/exports/delete-export.ts";
import { exportOf, exportsOf } from "#lib/exports/queries.ts";
import { writeExports } from "#lib/exports/write-exports.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { anOperator } from "#tests/domain/identity/accounts.ts";
import { addCustomer, addTransaction } from "#tests/domain/reports/history.ts";
import { useDatabase } from "#tests/support/database.ts";
import { ask, EVERYTHING, exported, fileOf, readCsv, writeAll } from "./exporting.ts";

useDatabase();

const DAY_MS = 86_400_000;
const sorting = { by: "asked", descending: true } as const;
let finance: Operator;

beforeEach(async () => {
  runClock();
  await db.export.deleteMany();
  finance = await anOperator("FINANCE");
});

const later = (ms: number) => stopClockAt(new Date(now().getTime() + ms));
const customersCalled = (q: string) => ({ ...EVERYTHING.customers, q });

describe("who asks", () => {
  it("again for what is being written gets the same file, and for anything else another", async () => {
    const first = await ask("customers", customersCalled("ada"), "CSV", finance);
    expect(await ask("customers", customersCalled("ada"), "CSV", finance)).toBe(first);
    expect(await ask("customers", customersCalled("ada"), "XLSX", finance)).not.toBe(first);
    expect(await ask("customers", customersCalled("bob"), "CSV", finance)).not.toBe(first);
    expect(await ask("customers", customersCalled("ada"))).not.toBe(first);
    await writeAll();
    expect(await ask("customers", customersCalled("ada"), "CSV", finance)).not.toBe(first);
  });

  it("has three open at most, also who asks for all at once", async () => {
    const all = await Promise.allSettled(["a", "b", "c", "d", "e"].map((name) => ask("customers", customersCalled(name), "CSV", finance)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    await expect(ask("customers", customersCalled("f"), "CSV", finance)).rejects.toMatchObject({ code: "exports_open", status: 409 });
    expect(await ask("customers", customersCalled("f"))).toBeTruthy(); // another person
    await writeAll();
    expect(await ask("customers", customersCalled("f"), "CSV", finance)).toBeTruthy();
  });

  it("is written down, with what was asked for", async () => {
    const id = await ask("customers", customersCalled("ada"), "XLSX", finance);
    expect(await db.auditEntry.findFirst({ where: { subjectId: id } })).toMatchObject({
      action: "export.asked",
      actorId: finance.id,
      after: { list: "customers", format: "XLSX" },
    });
  });
});

describe("a file", () => {
  it("has the rows that there were when it was asked for, and how many the list knew", async () => {
    const { id: customerId } = await addCustomer();
    await addTransaction("2026-03-01T10:00:00Z", 100n, { customerId });
    stopClockAt(new Date("2026-04-01T00:00:00Z"));
    const id = await ask("transactions", EVERYTHING.transactions);
    await addTransaction("2026-04-01T00:00:00.001Z", 200n, { customerId });
    await writeAll();
    expect(readCsv(await fileOf(id)).map(({ amount }) => amount)).toEqual(["1.00"]);
    expect(await db.export.findUnique({ where: { id } })).toMatchObject({
      status: "READY",
      rows: 1,
      outOf: 1,
      nextRunAt: null,
      place: null,
    });
  });

  it("has nothing that a spreadsheet would run", async () => {
    await addCustomer({ name: "=cmd|' /C calc'!A0", email: "formula@example.com" });
    const [row] = await exported("customers", customersCalled("formula@example.com"));
    expect(row.name).toBe("'=cmd|' /C calc'!A0");
  });

  it("has the names of its columns where there are no rows", async () => {
    const id = await ask("customers", customersCalled("nobody at all"));
    await writeAll();
    expect((await fileOf(id)).toString()).toBe("\uFEFFnumber,name,email,phone,country,plans,created_at,closed_at\r\n");
  });

  it("is seen by who asked for it, and by owners", async () => {
    const id = await ask("customers", EVERYTHING.customers, "CSV", finance);
    const [other, owner] = [await anOperator("FINANCE"), await anOperator("OWNER")];
    const seen = async (operator: Operator) => [(await exportOf(operator, id))?.id, (await exportsOf(operator, sorting, null)).rows.length];
    expect([await seen(finance), await seen(owner), await seen(other)]).toEqual([
      [id, 1],
      [id, 1],
      [undefined, 0],
    ]);
  });

  it("is deleted by who sees it, while it is written too, with all its parts", async () => {
    const id = await ask("customers", EVERYTHING.customers, "CSV", finance);
    const other = await anOperator("FINANCE");
    const remove = (by: Operator) => deleteExport({ exportId: id }, by, operatorActor(by, null));
    await expect(remove(other)).rejects.toMatchObject({ code: "export_unknown", status: 404 });
    await writeAll();
    await remove(finance);
    expect([await db.export.count(), await db.exportPart.count(), await writeExports(1)]).toEqual([0, 0, 0]);
    expect(await db.auditEntry.count({ where: { subjectId: id, action: "export.deleted" } })).toBe(1);
  });

  it("is kept for seven days", async () => {
    stopClockAt(now());
    await ask("customers", EVERYTHING.customers);
    await writeAll();
    later(7 * DAY_MS - 1);
    expect(await forgetExports(100)).toBe(0);
    later(1);
    expect([await forgetExports(100), await db.export.count(), await db.exportPart.count()]).toEqual([1, 0, 0]);
  });

  it("that cannot be written is tried five times, later each time, then failed, and holds up no other", async () => {
    stopClockAt(now());
    const id = await ask("customers", EVERYTHING.customers);
    await db.export.update({ where: { id }, data: { filter: { q: 7 } } });
    const other = await ask("customers", customersCalled("ada"));
    await writeAll();
    expect(await db.export.findUnique({ where: { id: other } })).toMatchObject({ status: "READY" });
    let tries = 1;
    for (; (await db.export.findUniqueOrThrow({ where: { id } })).status !== "FAILED"; tries += 1) {
      later(60_000);
      await writeAll();
    }
    expect(tries).toBe(6);
    expect(await db.export.findUnique({ where: { id } })).toMatchObject({ error: "unexpected", nextRunAt: null, rows: 0 });
  });
});

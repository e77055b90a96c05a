import { beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { exportReceivables } from "#lib/reports/finance-csv.ts";
import { type Age, receivables, unpaidInvoices } from "#lib/reports/receivables.ts";
import { useDatabase } from "#tests/support/database.ts";
import { halfAYear, operator, sum, ZONE } from "./half-a-year.ts";

useDatabase();
beforeAll(halfAYear, 300_000);

/** What was left of each invoice at the end of a day, from its payments and the day on which it was given up. */
async function leftPlainly(day: Temporal.PlainDate) {
  const end = startOfDay(day.add({ days: 1 }), ZONE);
  const invoices = await db.invoice.findMany({
    where: { kind: "INVOICE", issuedAt: { lt: end }, currency: "EUR" },
    include: { transactions: true },
  });
  const givenUp = await db.ledgerJournal.findMany({ where: { key: { startsWith: "write-off:" }, at: { lt: end } } });
  return invoices.flatMap(({ id, total, dueAt, issuedAt, transactions }) => {
    const paid = transactions.filter(
      ({ kind, status, surplus, settledAt }) => kind === "CHARGE" && status === "SUCCEEDED" && !surplus && settledAt! < end,
    );
    const left = givenUp.some(({ key }) => key === `write-off:${id}`) ? 0n : total - sum(paid.map(({ amount }) => amount));
    const days = civilDate((dueAt ?? issuedAt)!, ZONE).until(day).days;
    const age: Age = days <= 0 ? "not_due" : days <= 30 ? "to_30" : days <= 60 ? "to_60" : days <= 90 ? "to_90" : "over_90";
    return left === 0n ? [] : [{ id, left, age }];
  });
}

test("what is unpaid at the end of any day is what was not paid by then, by age, and is in the ledger", { timeout: 120_000 }, async () => {
  const days = [
    "2026-03-31",
    "2026-04-10",
    "2026-04-13",
    "2026-04-26",
    "2026-05-04",
    "2026-05-05",
    "2026-05-25",
    "2026-06-30",
    "2026-08-05",
  ];
  const seen = new Set<string>();
  for (const day of days.map((each) => Temporal.PlainDate.from(each))) {
    const asOf = { day, timeZone: ZONE, currency: "EUR" };
    const plainly = await leftPlainly(day);
    const { ages, unpaid, owedBack, receivable } = await receivables(asOf);
    for (const { age, count, left } of ages) {
      const mine = plainly.filter((row) => row.age === age);
      expect([day.toString(), age, count, left]).toEqual([day.toString(), age, mine.length, sum(mine.map((row) => row.left))]);
      const { rows } = await unpaidInvoices(asOf, age, null);
      expect(rows.map(({ id, left }) => [id, left]).sort()).toEqual(mine.map(({ id, left }) => [id, left]).sort());
      if (count > 0) seen.add(age);
    }
    const { _sum } = await db.ledgerEntry.aggregate({
      where: { account: "receivable", currency: "EUR", at: { lt: startOfDay(day.add({ days: 1 }), ZONE) } },
      _sum: { amount: true },
    });
    expect(receivable).toBe(_sum.amount ?? 0n);
    expect([unpaid, owedBack]).toEqual([sum(plainly.map(({ left }) => left)), receivable - unpaid]);
  }
  expect([...seen]).toContain("to_30");
  const page = await unpaidInvoices({ day: Temporal.PlainDate.from("2026-04-26"), timeZone: ZONE, currency: "EUR" }, null, null, 1);
  expect(page.rows).toHaveLength(1);
  const next = await unpaidInvoices({ day: Temporal.PlainDate.from("2026-04-26"), timeZone: ZONE, currency: "EUR" }, null, page.after, 1);
  expect(next.rows[0].id).not.toBe(page.rows[0].id);
  expect(await exportReceivables({ day: Temporal.PlainDate.from("2026-04-26"), timeZone: ZONE, currency: "EUR" }, operator)).toContain(
    page.rows[0].number,
  );
});

import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { firstId } from "#lib/kernel/ids.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { Account } from "#lib/ledger/accounts.ts";
import { post } from "#lib/ledger/post.ts";
import { ledgerDifferences } from "#lib/reports/books-of-ledger.ts";
import { ledgerReport } from "#lib/reports/ledger.ts";
import { rollUpLedger } from "#lib/reports/rollups/roll-up-ledger.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();
const NOW = new Date("2026-06-17T15:20:00Z");
/** An hour from now, so that all that was posted may be added up. */
const SOON = firstId(Date.now() + 3_600_000);
const FIRST = Date.parse("2025-04-20T00:00:00Z");
const LAST_HOUR = Date.parse("2026-06-17T00:00:00Z");

let timeZone: string;

beforeAll(async () => {
  ({ timeZone } = (await getSettings()).company);
});

const journal = fc.record({
  at: fc
    .oneof(fc.integer({ min: FIRST, max: NOW.getTime() }), fc.integer({ min: LAST_HOUR, max: NOW.getTime() }))
    .map((at) => new Date(at)),
  debit: fc.constantFrom<Account>("receivable", "cash:stripe", "deferred"),
  credit: fc.constantFrom<Account>("revenue", "tax", "receivable", "deferred"),
  amount: fc.bigInt({ min: 1n, max: 100_000n }),
  currency: fc.constantFrom("EUR", "EUR", "USD"),
});

const shop = { months: 14, from: Temporal.PlainYearMonth.from("2025-05") };
const months = (zone: string) => ({ from: shop.from, count: shop.months, timeZone: zone });

/** Once more, one entry after the other. */
async function plainly(zone: string, currency: string) {
  const entries = await db.ledgerEntry.findMany({ where: { currency }, orderBy: { at: "asc" } });
  const accounts = [...new Set(entries.map(({ account }) => account))].sort();
  return accounts.map((account) => {
    let balance = 0n;
    const of = entries
      .filter((entry) => entry.account === account)
      .map(({ at, amount }) => ({ month: civilDate(at, zone).toPlainYearMonth(), amount }));
    for (const { month, amount } of of) if (Temporal.PlainYearMonth.compare(month, shop.from) < 0) balance += amount;
    return {
      account,
      months: Array.from({ length: shop.months }, (_, index) => {
        const month = shop.from.add({ months: index });
        const inMonth = of.filter((entry) => entry.month.equals(month));
        const opening = balance;
        const debit = inMonth.reduce((sum, { amount }) => sum + (amount > 0n ? amount : 0n), 0n);
        const credit = inMonth.reduce((sum, { amount }) => sum - (amount < 0n ? amount : 0n), 0n);
        balance += debit - credit;
        return { month: month.toString(), opening, debit, credit, closing: balance };
      }),
    };
  });
}

async function expectToAgree(): Promise<void> {
  expect(await ledgerDifferences()).toEqual([]);
  for (const currency of ["EUR", "USD"]) {
    const accounts = await ledgerReport(months(timeZone), currency);
    expect(accounts).toEqual(await plainly(timeZone, currency));
    for (let index = 0; index < shop.months; index += 1) {
      const sum = (side: "debit" | "credit" | "closing") => accounts.reduce((all, { months }) => all + months[index][side], 0n);
      expect([sum("debit") - sum("credit"), sum("closing")]).toEqual([0n, 0n]);
    }
  }
}

it("says what was posted, and each balance, month by month, however much was added up", { timeout: 60_000 }, async () => {
  const journals = fc.sample(journal, { numRuns: 120, seed: 4 });
  for (const [index, { at, debit, credit, amount, currency }] of journals.entries()) {
    stopClockAt(at);
    await post(db, {
      key: `test:${index}`,
      currency,
      postings: [
        { account: debit, amount },
        { account: credit, amount: -amount },
      ],
    });
    if (index % 30 === 0) await rollUpLedger(50, SOON);
  }
  stopClockAt(NOW);
  await expectToAgree();
  expect(await rollUpLedger(10, SOON)).toBe(10);
  await expectToAgree();
  while ((await rollUpLedger(1000, SOON)) > 0);
  await expectToAgree();
});

it("leaves alone what was posted in the last minutes: another transaction may still be writing", async () => {
  await post(db, {
    key: "test:late",
    currency: "EUR",
    postings: [
      { account: "receivable", amount: 5n },
      { account: "revenue", amount: -5n },
    ],
  });
  expect(await rollUpLedger()).toBe(0);
  await expectToAgree();
  expect(await rollUpLedger(10, SOON)).toBe(2);
  await expectToAgree();
});

it("begins anew where the account's days are others", { timeout: 60_000 }, async () => {
  await db.rollupCursor.update({ where: { name: "ledger" }, data: { timeZone: "Pacific/Apia" } });
  expect(await ledgerReport(months(timeZone), "EUR")).toEqual(await plainly(timeZone, "EUR"));
  expect(await rollUpLedger(3, SOON)).toBe(3);
  expect(await db.ledgerRollup.count()).toBeLessThan(4);
  await expectToAgree();
  while ((await rollUpLedger(200, SOON)) > 0);
  await expectToAgree();
});

it("is found wrong by the books when a day's sum is", async () => {
  const [row] = await db.ledgerRollup.findMany({ take: 1 });
  const where = { currency_day_account: { currency: row.currency, day: row.day, account: row.account } };
  await db.ledgerRollup.update({ where, data: { debit: row.debit + 1n } });
  expect(await ledgerDifferences()).toMatchObject([{ what: expect.stringContaining(row.account) }]);
  await db.ledgerRollup.update({ where, data: { debit: row.debit } });
});

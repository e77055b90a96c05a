import { beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { financeDifferences } from "#lib/reports/books-of-finance.ts";
import { exportLiabilities, exportPayouts, exportTax } from "#lib/reports/finance-csv.ts";
import { ledgerReport } from "#lib/reports/ledger.ts";
import { liabilities } from "#lib/reports/liabilities.ts";
import { gatewayMoney } from "#lib/reports/money.ts";
import { revenueWaterfall } from "#lib/reports/revenue-waterfall.ts";
import { rollUpFinance } from "#lib/reports/rollups/roll-up-finance.ts";
import { taxReport } from "#lib/reports/tax.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { each, FROM, forgetSums, halfAYear, monthOf, operator, SOON, sum, ZONE } from "./half-a-year.ts";

useDatabase();
beforeAll(halfAYear, 300_000);

const HALF_YEAR = { from: FROM, count: 6, timeZone: ZONE };

test("tax by country and rate is what the documents say, line by line, and what the ledger has", { timeout: 120_000 }, async () => {
  const documents = await db.invoice.findMany({ where: { number: { not: null }, currency: "EUR" }, include: { lines: true } });
  const taxed = documents.flatMap(({ kind, issuedAt, taxTreatment, lines }) =>
    lines.map((line) => ({ ...line, kind, month: monthOf(issuedAt as Date), taxTreatment })),
  );
  expect(new Set(taxed.map(({ taxCountry }) => taxCountry))).toEqual(new Set(["DE", "FR"]));
  await each(async () => {
    for (const [from, count] of [
      ["2026-03", 1],
      ["2026-04", 1],
      ["2026-04", 3],
      ["2026-01", 3],
    ] as const) {
      const first = Temporal.PlainYearMonth.from(from);
      const names = Array.from({ length: count }, (_, index) => first.add({ months: index }).toString());
      const { rows, tax, ledger } = await taxReport({ from: first, count, timeZone: ZONE }, "EUR");
      const mine = taxed.filter(({ month, net, tax }) => names.includes(month) && (net !== 0n || tax !== 0n));
      const of = (row: (typeof rows)[number], kind: string) =>
        mine.filter(
          (line) =>
            line.kind === kind && line.taxCountry === row.country && line.taxRatePpm === row.ratePpm && line.taxTreatment === row.treatment,
        );
      expect(rows.length).toBe(
        new Set(mine.map(({ taxCountry, taxRatePpm, taxTreatment }) => `${taxCountry} ${taxRatePpm} ${taxTreatment}`)).size,
      );
      for (const row of rows) {
        expect(row.billedNet).toBe(sum(of(row, "INVOICE").map(({ net }) => net)));
        expect(row.billedTax).toBe(sum(of(row, "INVOICE").map(({ tax }) => tax)));
        expect(row.creditedNet).toBe(sum(of(row, "CREDIT_NOTE").map(({ net }) => net)));
        expect(row.creditedTax).toBe(sum(of(row, "CREDIT_NOTE").map(({ tax }) => tax)));
        expect(row.tax).toBe(row.billedTax - row.creditedTax);
      }
      expect(tax).toBe(ledger);
    }
  });
  const april = await taxReport({ from: FROM.add({ months: 1 }), count: 1, timeZone: ZONE }, "EUR");
  expect(april.rows.find(({ country }) => country === "DE")).toMatchObject({ ratePpm: 190_000, creditedNet: 500n, creditedTax: 95n });
  expect(await exportTax({ from: FROM, count: 1, timeZone: ZONE }, "EUR", operator)).toContain("2026-03,2026-03,FR,20.00,standard,EUR,");
});

test("balances and vouchers go from month to month by what changed them, and balances are the ledger's", { timeout: 120_000 }, async () => {
  const entries = await db.balanceEntry.findMany({ where: { currency: "EUR" } });
  await each(async () => {
    const { balances, vouchers } = await liabilities(HALF_YEAR, "EUR");
    const account = (await ledgerReport(HALF_YEAR, "EUR")).find(({ account }) => account === "balance")!;
    let [held, printed] = [0n, 0n];
    for (const [index, row] of balances.entries()) {
      const { month, opening, closing, toppedUp, returned, given, spent, expired, takenBack } = row;
      const mine = entries.filter(({ at }) => monthOf(at) === month);
      expect(opening).toBe(held);
      held += sum(mine.map(({ amount }) => amount));
      expect([month, closing, -account.months[index].closing]).toEqual([month, held, held]);
      expect(opening + toppedUp + returned + given + spent + expired + takenBack).toBe(closing);
    }
    for (const row of vouchers) {
      expect(row.opening).toBe(printed);
      printed += row.made + row.redeemed + row.expired + row.revoked;
      expect(row.closing).toBe(printed);
    }
    expect(balances[0]).toMatchObject({ toppedUp: 3500n, spent: -1000n });
    expect(vouchers.map(({ made, redeemed, revoked, expired }) => [made, redeemed, revoked, expired])).toEqual([
      [5000n, -1000n, 0n, 0n],
      [0n, 0n, -1000n, 0n],
      [0n, 0n, 0n, -2000n],
      [0n, 0n, 0n, 0n],
      [0n, 0n, 0n, 0n],
      [0n, 0n, 0n, 0n],
    ]);
  });
  const money = await gatewayMoney(FROM, "EUR", ZONE);
  expect(money.find(({ gateway }) => gateway === "voucher")).toMatchObject({ charged: 1000n });
  expect(await exportLiabilities(HALF_YEAR, "EUR", operator)).toContain("2026-03,voucher,made,EUR,50.00");
});

test("what ways to pay took in, gave back and hold is what their transactions come to, and the ledger's", {
  timeout: 120_000,
}, async () => {
  const transactions = await db.transaction.findMany({ where: { status: "SUCCEEDED", currency: "EUR", settledAt: { not: null } } });
  await each(async () => {
    for (const month of ["2026-03", "2026-04", "2026-05"]) {
      const rows = await gatewayMoney(Temporal.PlainYearMonth.from(month), "EUR", ZONE);
      expect(rows.map(({ gateway }) => gateway)).toContain("sandbox");
      const accounts = await ledgerReport({ from: Temporal.PlainYearMonth.from(month), count: 1, timeZone: ZONE }, "EUR");
      for (const row of rows) {
        const of = transactions.filter(({ gateway, settledAt }) => gateway === row.gateway && monthOf(settledAt!) === month);
        const moved = (kind: string) => sum(of.filter((each) => each.kind === kind).map(({ amount }) => amount));
        expect([row.charged, row.refunded, row.fees]).toEqual([moved("CHARGE"), -moved("REFUND"), -sum(of.map(({ fee }) => fee ?? 0n))]);
        const [account] = accounts.find(({ account }) => account === `cash:${row.gateway}`)!.months;
        expect([row.opening, row.closing]).toEqual([account.opening, account.closing]);
      }
    }
  });
  expect(await exportPayouts(FROM, "EUR", ZONE, operator)).toMatch(/2026-03,sandbox,EUR,0\.00,/);
});

test("deferred revenue is the same, however much was added up, and the books find a sum that is wrong", { timeout: 120_000 }, async () => {
  const shown: unknown[] = [];
  await each(async () => {
    shown.push(await revenueWaterfall(HALF_YEAR, "EUR"));
    expect(await financeDifferences(ZONE)).toEqual([]);
  });
  expect(shown[1]).toEqual(shown[0]);
  expect(shown[2]).toEqual(shown[0]);
  await expectBooksAgree();
  for (const table of ["TaxRollup", "RevenueRollup", "MoneyRollup"]) {
    const column = table === "TaxRollup" ? "net" : table === "RevenueRollup" ? "amount" : "debit";
    const one = `(SELECT min(ctid) FROM "${table}")`;
    await db.$executeRawUnsafe(`UPDATE "${table}" SET "${column}" = "${column}" + 1 WHERE ctid = ${one}`);
    expect(await financeDifferences(ZONE)).toHaveLength(1);
    await forgetSums();
    while ((await rollUpFinance(1000, SOON)) > 0);
  }
  expect(await financeDifferences(ZONE)).toEqual([]);
});

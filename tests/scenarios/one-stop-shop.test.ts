import { beforeAll, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { openRefund } from "#lib/billing/settling/open-refund.ts";
import { settlePayment } from "#lib/billing/settling/settle-payment.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { ossProgress, ossReport } from "#lib/reports/oss.ts";
import { bzstCsv, ossCsv } from "#lib/reports/oss-csv.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aTaxRate, aViewer, buy, changeCompany } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

/** A German shop with viewers in Greece (24 %), Austria (20 %), Germany and Switzerland. */
useDatabase();
beforeAll(async () => {
  await changeCompany({ timeZone: "Europe/Berlin" });
  await aTaxRate({ country: "GR", ratePpm: 240_000 });
  await aTaxRate({ country: "AT", ratePpm: 200_000 });
});

const company = async () => (await getSettings()).company;
const report = async (year: number, quarter: number) => ossReport({ year, quarter }, await company());

async function refund(subscriptionId: string, amount: bigint) {
  const charge = await db.transaction.findFirstOrThrow({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "asc" } });
  const id = await transaction((tx) => openRefund(tx, { transactionId: charge.id, amount, reason: "asked" }, SYSTEM));
  await settlePayment(id, { status: "succeeded" }, "operator");
}

test("a year of sales abroad: each quarter by country, refunds of it taken off, those of earlier ones as corrections", async () => {
  stopClockAt(new Date("2027-01-10T12:00:00Z"));
  const { price } = await aPlan({ amount: 1240n, interval: "YEAR" });
  const greek = await buy(await aViewer({ country: "GR" }), price);
  const austrian = await buy(await aViewer({ country: "AT" }), price);
  for (const country of ["DE", "CH"]) await buy(await aViewer({ country }), price);
  await refund(austrian.subscriptionId, 620n);
  // The last evening of the quarter in Berlin is the next quarter nowhere else.
  stopClockAt(new Date("2027-03-31T22:30:00Z"));
  await buy(await aViewer({ country: "AT" }), price);
  await at("2027-05-01");
  await refund(greek.subscriptionId, 1240n);

  expect(await report(2027, 1)).toEqual([
    { country: "AT", ratePpm: 200_000, currency: "EUR", corrects: null, net: 516n, tax: 104n },
    { country: "GR", ratePpm: 240_000, currency: "EUR", corrects: null, net: 1000n, tax: 240n },
  ]);
  expect(await report(2027, 2)).toMatchObject([
    { country: "AT", corrects: null, net: 1033n, tax: 207n },
    { country: "GR", corrects: "2027-Q1", net: -1000n, tax: -240n },
  ]);
  expect(await report(2027, 3)).toEqual([]);
  expect(bzstCsv(await report(2027, 2))).toBe("#v2.0\r\n1,AT\r\n2,AT,STANDARD,20.00,10.33,2.07\r\n");
  expect(bzstCsv(await report(2027, 1))).toContain("1,EL\r\n2,EL,STANDARD,24.00,10.00,2.40\r\n");
  expect(ossCsv(await report(2027, 2))).toContain("EL,24.00,EUR,-10.00,-2.40,2027-Q1\r\n");
  await expectBooksAgree();
});

test("towards the threshold all sales to consumers abroad count, whichever VAT they bear; companies that owe it themselves do not", async () => {
  const today = Temporal.PlainDate.from("2027-05-01");
  const [before] = await ossProgress(today, await company());
  await changeCompany({ homeVat: true });
  const { price } = await aPlan({ amount: 1190n });
  await buy(await aViewer({ country: "AT" }), price);
  await buy(await aViewer(), price);
  const [after, last] = await ossProgress(today, await company());
  expect([after.net - before.net, last]).toEqual([1000n, { year: 2026, net: 0n, other: 0 }]);
  expect(await report(2027, 2)).toHaveLength(2);
});

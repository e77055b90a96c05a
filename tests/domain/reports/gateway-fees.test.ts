import { expect, it } from "vitest";
import { takeLines } from "#lib/billing/settling/take-lines.ts";
import { takePayouts } from "#lib/billing/settling/take-payouts.ts";
import { db } from "#lib/db/client.ts";
import type { PayoutLine } from "#lib/payments/gateway-lists.ts";
import { gatewayFees } from "#lib/reports/gateway-fees.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();

const ZONE = "Europe/Berlin";
const DAY_MS = 86_400_000;

it("are what the ledger has: told with payments, told otherwise by a payout, of no payment and for what was exchanged", async () => {
  const known = async (currency: string) => {
    const { orderId } = await buy(await aViewer(), (await aPlan({ currency })).price, { currency });
    return db.transaction.findFirstOrThrow({ where: { orderId } });
  };
  const [same, other, foreign] = [await known("EUR"), await known("EUR"), await known("USD")];
  const at = new Date();
  const long = new Date(at.getTime() - 250 * DAY_MS);
  const line = (reference: string, kind: PayoutLine["kind"], gross: bigint, fee: bigint, said: Partial<PayoutLine> = {}): PayoutLine => ({
    ...{ reference, kind, gross, fee, net: gross - fee, at },
    ...said,
  });
  const lines = [
    line("same", "payment", same.amount, same.fee!, { paymentReference: same.paymentReference! }),
    line("other", "payment", other.amount, other.fee! + 7n, { paymentReference: other.paymentReference! }),
    line("foreign", "payment", 900n, 30n, {
      paymentReference: foreign.paymentReference!,
      exchanged: { minor: foreign.amount, currency: "USD" },
    }),
    line("account", "fee", -250n, 0n),
    line("long ago", "fee", -40n, 0n, { at: long }),
  ];
  const total = { minor: lines.reduce((sum, { net }) => sum + net, 0n), currency: "EUR" };
  await takePayouts("sandbox", [{ reference: "po_1", status: "paid", total, at, lines: "ready" }], { daily: false });
  await takeLines(await db.payout.findFirstOrThrow(), lines, null);

  const month = at.toLocaleDateString("sv", { timeZone: ZONE }).slice(0, 7);
  const rows = await gatewayFees("sandbox", at, ZONE);
  expect(rows).toEqual([
    { month, currency: "EUR", payments: same.fee! + other.fee! + 7n, others: 250n },
    { month, currency: "USD", payments: foreign.fee, others: 0n },
  ]);
  const booked = await db.ledgerEntry.groupBy({
    by: ["currency"],
    where: { account: "fees" },
    _sum: { amount: true },
    orderBy: { currency: "asc" },
  });
  expect(booked.map(({ _sum }) => _sum.amount)).toEqual([rows[0].payments + rows[0].others + 40n, rows[1].payments]);
  expect(await gatewayFees("sandbox", new Date(at.getTime() + 250 * DAY_MS), ZONE)).toEqual([]);
  await expectBooksAgree();
});

it("are told of the month they were taken in, though the payout was begun in the one before", async () => {
  const begun = { reference: "po_2", total: { minor: -30n, currency: "EUR" }, at: new Date("2021-03-20T12:00:00Z") };
  await takePayouts("sandbox", [{ ...begun, status: "paid", lines: "ready" }], { daily: false });
  const fee: PayoutLine = { reference: "april", kind: "fee", gross: -30n, fee: 0n, net: -30n, at: new Date("2021-04-02T12:00:00Z") };
  await takeLines(await db.payout.findFirstOrThrow({ where: { reference: "po_2" } }), [fee], null);
  const rows = await gatewayFees("sandbox", new Date("2021-09-15T12:00:00Z"), ZONE);
  expect(rows.filter(({ month }) => month === "2021-04")).toEqual([{ month: "2021-04", currency: "EUR", payments: 0n, others: 30n }]);
});

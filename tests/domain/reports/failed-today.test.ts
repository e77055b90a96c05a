import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { db } from "#lib/db/client.ts";
import type { Invoice, Transaction } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { failedToday } from "#lib/reports/failed-today.ts";
import { transactionSums } from "#lib/reports/transaction-sums.ts";
import { transactions } from "#lib/reports/transactions.ts";
import { FAILED_HREF } from "#lib/web/lists/report-links.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, liveIn } from "#tests/support/shop.ts";
import { addCustomer, addPlanWithPrice, addTransaction, params } from "./history.ts";

useDatabase();

const KARACHI = "Asia/Karachi"; // UTC+5: the day begins at 19:00
const DAY = "2026-03-09T19:00:00Z";
stopClockAt(new Date("2026-03-10T12:00:00Z"));

const listed = async () => {
  const { filter } = await readTransactionParams(params(FAILED_HREF), "EUR");
  const { rows } = await transactions(filter, KARACHI, null);
  const sums = await transactionSums(filter, KARACHI);
  return { ids: rows.map(({ id }) => id), count: sums?.reduce((all, { count }) => all + count, 0) };
};

describe("who failed to pay today", () => {
  it("is told by the renewals, until it is paid", async () => {
    stopClockAt(new Date("2026-02-10T08:00:00Z"));
    await liveIn(KARACHI);
    const { price } = await aPlan();
    const lost = await buy(await aViewer({ name: "Lost Card" }), price, { card: CARDS.laterDeclines });
    await buy(await aViewer({ name: "Must Confirm" }), price, { card: CARDS.laterNeedsAction });
    await buy(await aViewer({ name: "Pays Well" }), price);
    stopClockAt(new Date("2026-03-10T12:00:00Z"));
    expect(await failedToday(KARACHI)).toEqual({ rows: [], counted: { count: 0, more: false } });
    await runRenewals();
    const { rows, counted } = await failedToday(KARACHI);
    expect(counted).toEqual({ count: 2, more: false });
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "Lost Card", status: "DECLINED", plan: "Premium", amount: 1000n, buying: false, held: false }),
        expect.objectContaining({ name: "Must Confirm", status: "NEEDS_ACTION", buying: false }),
      ]),
    );
    const { invoiceId } = await db.transaction.findFirstOrThrow({ where: { subscriptionId: lost.subscriptionId, status: "DECLINED" } });
    const { nextAttemptAt } = await db.invoice.findUniqueOrThrow({ where: { id: invoiceId! } });
    expect(nextAttemptAt).not.toBeNull();
    expect(rows.find(({ name }) => name === "Lost Card")?.nextTryAt).toEqual(nextAttemptAt);
    expect(new Set((await listed()).ids)).toEqual(new Set(rows.map(({ id }) => id)));

    stopClockAt(new Date("2026-03-10T19:00:00Z"));
    expect((await failedToday(KARACHI)).rows).toEqual([]);
    expect((await listed()).ids).toEqual([]);
    stopClockAt(new Date("2026-03-10T12:00:00Z"));
    await db.invoice.update({ where: { id: invoiceId! }, data: { status: "PAID", paid: 1000n, paidAt: new Date() } });
    expect((await failedToday(KARACHI)).rows.map(({ name }) => name)).toEqual(["Must Confirm"]);
  });

  it("is what reading all rows tells, whatever was tried, of which invoice and plan, in which order", async () => {
    const { plan: one } = await addPlanWithPrice("One");
    const { plan: other } = await addPlanWithPrice("Other");
    const viewers = [await addCustomer({ name: "Ann" }), await addCustomer({ name: "Bob" })];
    const methods = new Map<string, string>();
    for (const { id: customerId } of viewers)
      methods.set(
        customerId,
        (
          await db.paymentMethod.create({
            data: { customerId, gateway: "stripe", reference: newId(), kind: "card", createdAt: new Date(DAY) },
          })
        ).id,
      );
    const invoices: Invoice[] = [];
    for (const status of ["OPEN", "OPEN", "PAID", "VOID", "UNCOLLECTIBLE"] as const)
      for (const { id: customerId } of viewers)
        for (const issued of status === "PAID" ? [true] : [true, false])
          invoices.push(await db.invoice.create({ data: anInvoice(customerId, status, issued ? invoices.length + 1 : null) }));
    const draw = fc.sample(
      fc.record({
        invoice: fc.option(fc.nat(invoices.length - 1)),
        viewer: fc.nat(1),
        plan: fc.constantFrom(one.id, other.id, null),
        status: fc.constantFrom("SUCCEEDED", "DECLINED", "DECLINED", "NEEDS_ACTION", "NEEDS_ACTION", "CANCELED", "PENDING", "UNKNOWN"),
        saved: fc.boolean(),
        begun: fc.integer({ min: -40, max: 15 }),
        took: fc.integer({ min: 0, max: 30 }),
      }),
      { seed: 20261130, numRuns: 40 },
    );
    for (const { invoice, viewer, plan, status, saved, begun, took } of draw) {
      const of = invoice === null ? null : invoices[invoice];
      const open =
        of && (await db.transaction.count({ where: { invoiceId: of.id, status: { in: ["PENDING", "UNKNOWN", "NEEDS_ACTION"] } } })) > 0;
      const customerId = of?.customerId ?? viewers[viewer].id;
      const at = new Date(Date.parse(DAY) + begun * 3_600_000);
      const settles = ["SUCCEEDED", "DECLINED", "CANCELED"].includes(status);
      await addTransaction(at.toISOString(), 999n, {
        customerId,
        planId: plan,
        invoiceId: open ? null : of?.id,
        status: status as Transaction["status"],
        paymentMethodId: saved ? methods.get(customerId) : null,
        settledAt: settles ? new Date(at.getTime() + took * 3_600_000) : null,
      });
    }
    const expected = await plainly();
    expect(expected.length).toBeGreaterThan(3);
    const { rows, counted } = await failedToday(KARACHI);
    expect(rows.map(({ id }) => id)).toEqual(expected.slice(0, 8));
    expect(counted).toEqual({ count: expected.length, more: false });
    expect(await listed()).toEqual({ ids: expect.arrayContaining(expected), count: expected.length });
  });
});

function anInvoice(customerId: string, status: Invoice["status"], sequence: number | null) {
  const at = new Date(DAY);
  const amounts = { currency: "EUR", subtotal: 999n, discount: 0n, tax: 0n, total: 999n, paid: status === "PAID" ? 999n : 0n };
  const number = sequence && { series: "T", sequence, number: `T-00000${sequence}`, issuedAt: at };
  return { customerId, status, paidAt: status === "PAID" ? at : null, ...number, ...amounts, seller: {}, buyer: {}, createdAt: at };
}

/** The ids of what failed since the day began and was not paid since, the last first. */
async function plainly(): Promise<string[]> {
  const all = await db.transaction.findMany({ include: { invoice: true }, orderBy: { number: "asc" } });
  const waits = (t: Transaction) => t.status === "NEEDS_ACTION" && t.paymentMethodId !== null;
  const failedAt = (t: Transaction) => (t.status === "DECLINED" ? t.settledAt : waits(t) ? t.createdAt : null);
  const failed = all.filter((t) => {
    const at = failedAt(t);
    if (!at || at < new Date(DAY) || t.kind !== "CHARGE") return false;
    const issued = t.invoice?.number ? t.invoice : null;
    if (issued && issued.status !== "OPEN") return false;
    const later = all.filter((l) => l.customerId === t.customerId && l.number > t.number && l.createdAt >= t.createdAt);
    const counts = later.filter((l) => waits(l) || !["CANCELED", "NEEDS_ACTION"].includes(l.status));
    return !counts.some(
      (l) => (l.invoiceId !== null && l.invoiceId === t.invoiceId) || (!issued && l.planId !== null && l.planId === t.planId),
    );
  });
  return failed.sort((a, b) => failedAt(b)!.getTime() - failedAt(a)!.getTime() || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
}

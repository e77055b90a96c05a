import { describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { issueCreditNote, taxToCredit } from "#lib/invoices/credit.ts";
import { invoiceForPdf } from "#lib/invoices/queries.ts";
import type { Seller } from "#lib/invoices/snapshot.ts";
import { now } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, liveIn } from "#tests/support/shop.ts";

useDatabase();

const SERIES = { prefix: "CN-", timeZone: "Europe/Berlin" };

/** An invoice as they were before they kept the zone. */
const OLD = { status: "OPEN", currency: "EUR", subtotal: 0n, discount: 0n, tax: 0n, total: 0n, buyer: {} } as const;

async function anInvoice() {
  const { price } = await aPlan({ amount: 1999n, setupFee: 501n });
  const { orderId } = await buy(await aViewer(), price);
  return db.invoice.findFirstOrThrow({ where: { orderId }, include: { lines: { orderBy: { position: "asc" } } } });
}

async function creditedTax(creditOfId: string): Promise<bigint> {
  return (await db.invoice.aggregate({ where: { creditOfId }, _sum: { tax: true } }))._sum.tax ?? 0n;
}

/** Credits `amount` of the invoice as it is now. */
async function credit(id: string, amount: bigint) {
  return transaction(async (tx) => {
    const invoice = await tx.invoice.findUniqueOrThrow({ where: { id }, include: { lines: { orderBy: { position: "asc" } } } });
    const given = { amount: invoice.credited, tax: await creditedTax(id) };
    const tax = given.tax + (amount > 0n ? await taxToCredit(tx, invoice, amount, given) : 0n);
    return issueCreditNote(tx, invoice, { amount: given.amount + amount, tax }, SERIES);
  });
}

describe("credit notes in steps", () => {
  it("give back each line's net and tax exactly, and not a cent more", async () => {
    const invoice = await anInvoice();
    expect(invoice.total).toBe(2500n);
    for (const amount of [1n, 333n, 1166n, 1000n]) await credit(invoice.id, amount);
    await expect(credit(invoice.id, 1n)).rejects.toMatchObject({ code: "refund_too_large" });

    const notes = await db.invoice.findMany({ where: { creditOfId: invoice.id }, include: { lines: true } });
    expect(new Set(notes.map((note) => note.number)).size).toBe(4);
    for (const { position, net, tax } of invoice.lines) {
      const given = notes.flatMap((note) => note.lines.filter((line) => line.position === position));
      expect(given.reduce((sum, line) => sum + line.net, 0n)).toBe(net);
      expect(given.reduce((sum, line) => sum + line.tax, 0n)).toBe(tax);
    }
    for (const note of notes) expect(note.subtotal + note.tax).toBe(note.total);
  });

  it("refuses nothing and less than nothing", async () => {
    const { id } = await anInvoice();
    await expect(credit(id, 0n)).rejects.toMatchObject({ code: "refund_too_large" });
    await expect(credit(id, -5n)).rejects.toMatchObject({ code: "refund_too_large" });
  });
});

describe("invoiceForPdf", () => {
  it("tells how it was paid, and a credit note what it is for", async () => {
    const invoice = await anInvoice();
    expect(await invoiceForPdf(invoice.id)).toMatchObject({
      number: invoice.number,
      paidWith: { brand: "visa", last4: "4242" },
      creditOf: null,
    });
    const note = await credit(invoice.id, 500n);
    expect(await invoiceForPdf(note.id)).toMatchObject({ kind: "CREDIT_NOTE", paidWith: null, creditOf: { number: invoice.number } });
  });

  it("prints the dates of the zone that was the account's when it was issued, whatever it is later", async () => {
    await liveIn("Pacific/Auckland");
    const { id, seller } = await anInvoice();
    await liveIn("Europe/Berlin");
    expect(await invoiceForPdf(id)).toMatchObject({ timeZone: "Pacific/Auckland" });
    expect(await invoiceForPdf((await credit(id, 500n)).id)).toMatchObject({ timeZone: SERIES.timeZone });
    const { timeZone: _, ...before } = seller as Seller;
    const draft = await db.invoice.create({ data: { ...OLD, customerId: (await aViewer()).id, seller: before, createdAt: now() } });
    expect(await invoiceForPdf(draft.id)).toMatchObject({ timeZone: "Europe/Berlin" });
  });
});

import { expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { closeDispute, dispute, failRefund, refund } from "#tests/support/stripe-server/afterwards.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();

async function house() {
  const found = await stripeHouse(stripe());
  const { needsAttention } = await import("#lib/reports/attention.ts");
  const { attentionHrefs } = await import("#lib/web/lists/report-links.ts");
  const { transactions } = await import("#lib/reports/transactions.ts");
  const { checkBooks } = await import("#lib/reports/books.ts");
  const { readTransactionParams } = await import("#app/operator/transactions/params.ts");

  /** The rows that the dashboard's links open, as many as it counts. */
  async function seen() {
    const { counts, since } = await needsAttention(new Date(), "UTC");
    const rowsOf = async (kind: "disputed" | "returned") => {
      const address = new URL(attentionHrefs(since)[kind], "http://localhost").searchParams;
      const { filter } = await readTransactionParams(Promise.resolve(Object.fromEntries(address)), "EUR");
      const { rows } = await transactions(filter, "UTC", null);
      expect(rows).toHaveLength(counts[kind]);
      for (const { trouble } of rows) expect(trouble).toBe(kind === "disputed" ? "OPEN" : "returned");
      return rows.map(({ id }) => id);
    };
    return { disputed: await rowsOf("disputed"), returned: await rowsOf("returned") };
  }

  async function deliverAll() {
    for (const event of stripe().world.events) await found.deliver(stripe().webhook(event));
  }

  /** Changes rows that triggers protect, as a broken restore or a hand in the database would. */
  async function tamper(table: string, sql: string) {
    await found.db.$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
    await found.db.$executeRawUnsafe(sql);
    await found.db.$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
  }

  const wrong = async () => (await checkBooks()).filter((check) => check.wrong.length > 0).map(({ name }) => name);
  return { ...found, seen, deliverAll, tamper, wrong };
}

it("names a disputed payment until the dispute is decided", async () => {
  const { pay, seen, deliverAll } = await house();
  const { intent, charge } = await pay();
  const opened = dispute(stripe().world, intent);
  await deliverAll();
  expect(await seen()).toEqual({ disputed: [(await charge()).id], returned: [] });
  closeDispute(stripe().world, opened, "lost");
  await deliverAll();
  expect(await seen()).toEqual({ disputed: [], returned: [] });
});

it("names a refund that came back until it is made good", async () => {
  const { db, pay, seen, deliverAll, refundPayment } = await house();
  const { intent, charge } = await pay();
  const made = refund(stripe().world, intent, 600);
  await deliverAll();
  failRefund(stripe().world, made);
  await deliverAll();
  const { id } = await charge();
  const returned = await db.transaction.findFirstOrThrow({ where: { refundOfId: id } });
  expect(await seen()).toEqual({ disputed: [], returned: [returned.id] });
  await refundPayment({ transactionId: id, amount: 600n, reason: "Another card" }, { kind: "OPERATOR", name: "Olga" });
  expect(await seen()).toEqual({ disputed: [], returned: [] });
});

it("is in the books, which name what is missing there", async () => {
  const { wrong, tamper } = await house();
  expect(await wrong()).toEqual([]);
  await tamper("Dispute", `UPDATE "Dispute" SET "taken" = "taken" - 1`);
  const held = "what gateways hold is what was paid, less what was given back, kept and paid out";
  expect(await wrong()).toEqual(["every dispute is in the ledger", held]);
  await tamper("Dispute", `UPDATE "Dispute" SET "taken" = "taken" + 1`);
  await tamper("Transaction", `UPDATE "Transaction" SET "returnedAt" = NULL`);
  expect(await wrong()).toEqual([
    "every refund that came back is in the ledger",
    "what was refunded is counted on its charge",
    "what viewers owe, and are owed, is what invoices and refunds say",
    held,
    "the sums that are kept are what the transactions come to",
    "the dashboard shows what the ledger says",
  ]);
});

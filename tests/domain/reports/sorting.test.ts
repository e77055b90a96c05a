import { beforeAll, describe, expect, it } from "vitest";
import { readInvoiceParams } from "#app/operator/invoices/params.ts";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import type { Cursor, KeysetPage } from "#lib/db/keyset.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { encodeCursor } from "#lib/kernel/place.ts";
import { CUSTOMER_SORTS, customerList } from "#lib/reports/customer-list.ts";
import { invoices } from "#lib/reports/invoices.ts";
import { transactions } from "#lib/reports/transactions.ts";
import { readList } from "#lib/web/lists/list-params.ts";
import { exported } from "#tests/domain/exports/exporting.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { addCustomer, addTransaction } from "./history.ts";

useDatabase();

type Address = Record<string, string>;
const asked = (address: Address) => readTransactionParams(Promise.resolve(address), "EUR");

/** Every row of a list by its pages, as a reader turns them: each place comes out of an address. */
async function turn<Row>(page: (address: Address) => Promise<KeysetPage<Row>>): Promise<Row[][]> {
  const pages: Row[][] = [];
  let cursor: Cursor | null = null;
  do {
    const { rows, after }: KeysetPage<Row> = await page(cursor ? { cursor: encodeCursor(cursor) } : {});
    pages.push(rows);
    cursor = after;
  } while (cursor);
  return pages;
}

const AMOUNTS = [999n, 5n, 100_000n, 999n, 1499n, 999n, 0n, 20n];

beforeAll(async () => {
  const { id: customerId } = await addCustomer({ name: "mia", email: "mia@example.com" });
  for (const amount of AMOUNTS) {
    const { id: refundOfId } = await addTransaction("2026-03-01T10:00:00Z", amount, { customerId });
    await addTransaction("2026-03-01T10:00:00Z", amount, { customerId, kind: "REFUND", refundOfId });
    await addTransaction("2026-03-01T10:00:00Z", amount + 1n, { customerId, currency: "USD" });
  }
  for (const name of ["Zoë", "ähre", "Über", "Adam", "ada", "Ötzi", "Mia"]) await addCustomer({ name });
});

describe("transactions by amount", () => {
  const signed = AMOUNTS.flatMap((amount) => [amount, -amount]).sort((a, b) => Number(a - b));
  const list = async (address: Address) => {
    const { filter, cursor } = await asked(address);
    return transactions(filter, "UTC", cursor, 3);
  };
  const amountOf = (row: { kind: string; amount: bigint }) => (row.kind === "REFUND" ? -row.amount : row.amount);

  it("run through one currency, what went back as negative, page by page", async () => {
    const down = (await turn((place) => list({ sort: "amount", ...place }))).flat();
    expect(down.map(amountOf)).toEqual(signed.toReversed());
    const up = (await turn((place) => list({ sort: "amount", dir: "asc", ...place }))).flat();
    expect(up.map((row) => row.id)).toEqual(down.map((row) => row.id).toReversed());
    const dollars = (await turn((place) => list({ sort: "amount", dir: "asc", currency: "USD", ...place }))).flat();
    expect(dollars.map((row) => row.amount)).toEqual(AMOUNTS.map((amount) => amount + 1n).sort((a, b) => Number(a - b)));
  });

  it("turn back to the page before", async () => {
    const first = await list({ sort: "amount" });
    const second = await list({ sort: "amount", cursor: encodeCursor(first.after as Cursor) });
    const back = await list({ sort: "amount", cursor: encodeCursor(second.before as Cursor) });
    expect(back).toMatchObject({ rows: first.rows.map(({ id }) => ({ id })), before: null });
  });

  it("begin again from a place in another order", async () => {
    const { after } = await list({});
    expect((await list({ sort: "amount", cursor: encodeCursor(after as Cursor) })).rows[0].amount).toBe(100_000n);
  });

  it("say which currency that is, and keep their order in links and in the export", async () => {
    const { filter, kept } = await asked({ sort: "amount", dir: "asc", kind: "CHARGE" });
    expect(kept).toMatchObject({ sort: "amount", dir: "asc", currency: "EUR" });
    const amounts = (await exported("transactions", filter)).map(({ amount }) => amount);
    expect(amounts).toEqual(["0.00", "0.05", "0.20", "9.99", "9.99", "9.99", "14.99", "1000.00"]);
  });
});

it("an order that is none is said like a filter", async () => {
  expect((await asked({ sort: "colour", dir: "up" })).unreadable).toEqual({ sort: "colour", dir: "up" });
  expect((await readInvoiceParams(Promise.resolve({ sort: "amount" }), "EUR")).unreadable).toEqual({ sort: "amount" });
});

it("customers by name do not mind case and accents, and equals stay in place", async () => {
  const filter = { q: "", state: null, country: null, from: null, to: null };
  const list = async (address: Address) => {
    const { sorting, cursor } = await readList({}, CUSTOMER_SORTS, Promise.resolve(address));
    return (await customerList({ ...filter, sorting }, "UTC", cursor)).page;
  };
  const names = (page: KeysetPage<{ name: string }>) => page.rows.map((row) => row.name.toLowerCase());
  const up = await list({ sort: "name" });
  expect(names(up)).toEqual(["ada", "adam", "ähre", "mia", "mia", "ötzi", "über", "zoë"]);
  const ada = up.rows[0];
  const rest = await list({ sort: "name", cursor: encodeCursor({ direction: "after", key: ada.folded, id: ada.id }) });
  expect(names(rest)).toEqual(names(up).slice(1));
  expect(names(await list({ sort: "name", dir: "desc" }))).toEqual(names(up).toReversed());
});

it("invoices by total are in one currency, credit notes below", async () => {
  stopClockAt(new Date("2026-03-01T12:00:00Z"));
  for (const amount of [1000n, 3000n, 2000n]) await buy(await aViewer(), (await aPlan({ amount })).price);
  const { id } = await db.transaction.findFirstOrThrow({ where: { amount: 3000n } });
  await refundPayment({ transactionId: id, amount: 500n, reason: "" }, { kind: "OPERATOR", name: "Olga" });
  const { filter, kept } = await readInvoiceParams(Promise.resolve({ sort: "total" }), "EUR");
  expect(kept).toMatchObject({ sort: "total", currency: "EUR" });
  const listed = (await invoices(filter, "UTC", null)).rows.map((row) => [row.kind, row.total]);
  expect(listed).toEqual([
    ["INVOICE", 3000n],
    ["INVOICE", 2000n],
    ["INVOICE", 1000n],
    ["CREDIT_NOTE", 500n],
  ]);
});

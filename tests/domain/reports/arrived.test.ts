import { beforeAll, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Cursor } from "#lib/db/keyset.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import type { Counted } from "#lib/kernel/counted.ts";
import { arrivedMessages, messageHistory } from "#lib/messages/sending/queries.ts";
import { arrivedCustomers, customerList } from "#lib/reports/customer-list.ts";
import { arrivedInvoices, invoices } from "#lib/reports/invoices.ts";
import { arrivedSubscriptions, subscriptionList } from "#lib/reports/subscription-list.ts";
import type { TransactionFilter } from "#lib/reports/transaction-filter.ts";
import { arrivedTransactions, transactions } from "#lib/reports/transactions.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { addCustomer, addTransaction } from "./history.ts";

useDatabase();
stopClockAt(new Date("2026-03-01T12:00:00Z"));

const NO = { planId: null, currency: null, customerId: null, subscriptionId: null, from: null, to: null };
const PAYMENTS: TransactionFilter = {
  ...{ ...NO, q: "", status: [], kind: [], gateway: null, country: null, trouble: null },
  ...{ date: "created", hour: null, min: null, max: null },
};
let ada: string;
let ben: string;

beforeAll(async () => {
  ada = (await addCustomer({ name: "Ada" })).id;
  ben = (await addCustomer({ name: "Ben" })).id;
  for (let minute = 0; minute < 3; minute += 1) await addTransaction(`2026-03-01T10:0${minute}:00Z`, 500n, { customerId: ada });
});

it("what arrives is counted by the list's own filter, from the place it was shown from, and no further than 99", async () => {
  const asked: [Partial<TransactionFilter>, number][] = [
    [{}, 3],
    [{ q: "ada" }, 1],
    [{ q: "ben" }, 2],
    [{ customerId: ben }, 2],
    [{ status: ["DECLINED"] }, 1],
    [{ currency: "EUR", min: 700n, max: 700n }, 2],
    [{ to: "2026-02-28" }, 0],
    [{ sorting: { by: "date", descending: true } }, 3],
  ];
  const shown = await Promise.all(asked.map(([filter]) => transactions({ ...PAYMENTS, ...filter }, "UTC", null)));
  expect(shown.every(({ newest }) => newest?.direction === "before")).toBe(true);
  const arrived = () => Promise.all(asked.map(([filter], n) => arrivedTransactions({ ...PAYMENTS, ...filter }, "UTC", shown[n].newest!)));
  expect((await arrived()).map(({ count }) => count)).toEqual(asked.map(() => 0));

  await addTransaction("2026-03-01T12:01:00Z", 700n, { customerId: ben });
  await addTransaction("2026-03-01T12:01:00Z", 700n, { customerId: ben });
  await addTransaction("2026-03-01T12:02:00Z", 900n, { customerId: ada, status: "DECLINED" });
  await addTransaction("2026-03-01T09:00:00Z", 700n, { customerId: ada });
  expect((await arrived()).map(({ count }) => count)).toEqual(asked.map(([, count]) => count));

  for (let n = 0; n < 97; n += 1) await addTransaction("2026-03-01T12:03:00Z", 500n, { customerId: ada });
  expect((await arrived())[0]).toEqual({ count: 99, more: true });
  expect((await arrived())[2]).toEqual({ count: 2, more: false });
});

it("nothing arrives above a list that is sorted another way, nor on its further pages", async () => {
  const pageOf = (filter: Partial<TransactionFilter>, cursor: Cursor | null) => transactions({ ...PAYMENTS, ...filter }, "UTC", cursor, 2);
  const first = await pageOf({}, null);
  const second = await pageOf({}, first.after);
  expect(second.newest).toBeNull();
  expect((await pageOf({}, second.before)).newest).toEqual(first.newest);
  expect((await pageOf({ sorting: { by: "date", descending: false } }, null)).newest).toBeNull();
  expect((await pageOf({ currency: "EUR", sorting: { by: "amount", descending: true } }, null)).newest).toBeNull();
});

it("it is the same of messages, customers, invoices and subscriptions, also of lists that were empty", async () => {
  const [people, bills, terms, letters] = [
    { q: "", state: null, country: null, from: null, to: null },
    { ...NO, q: "zoe", status: [], kind: null, drafts: false },
    { ...NO, q: "", status: [], date: "created" as const, activeOn: null, unbegun: false, canceling: false },
    { text: "", kind: null, status: null, templateKey: null, customerId: null, from: null, until: null },
  ];
  const zoes = { ...people, q: "zoe" };
  const lists: [Cursor | null, (before: Cursor) => Promise<Counted>][] = [
    [(await customerList(people, "UTC", null)).page.newest, (before) => arrivedCustomers(people, "UTC", before)],
    [(await customerList(zoes, "UTC", null)).page.newest, (before) => arrivedCustomers(zoes, "UTC", before)],
    [(await invoices(bills, "UTC", null)).newest, (before) => arrivedInvoices(bills, "UTC", before)],
    [(await subscriptionList(terms, "UTC", null)).newest, (before) => arrivedSubscriptions(terms, "UTC", before)],
    [(await messageHistory(letters, null)).newest, (before) => arrivedMessages(letters, before)],
  ];
  const arrived = () => Promise.all(lists.map(async ([newest, ask]) => (await ask(newest!)).count));
  expect(await arrived()).toEqual([0, 0, 0, 0, 0]);
  const before = await db.message.count();
  await buy(await aViewer({ name: "Zoe" }), (await aPlan()).price);
  expect(await arrived()).toEqual([1, 1, 1, 1, (await db.message.count()) - before]);
});

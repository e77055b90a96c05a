import { beforeAll, describe, expect, it } from "vitest";
import type { Cursor } from "#lib/db/keyset.ts";
import type { Counted } from "#lib/kernel/counted.ts";
import { newId } from "#lib/kernel/ids.ts";
import { arrivedMessages, type MessageFilters, messageCount, messageHistory } from "#lib/messages/sending/queries.ts";
import { arrivedCustomers, type CustomerFilter, customerList } from "#lib/reports/customer-list.ts";
import { arrivedInvoices, type InvoiceFilter, invoiceSums, invoices } from "#lib/reports/invoices.ts";
import { arrivedSubscriptions, type SubscriptionFilter, subscriptionCount, subscriptionList } from "#lib/reports/subscription-list.ts";
import type { TransactionFilter } from "#lib/reports/transaction-filter.ts";
import { transactionSums } from "#lib/reports/transaction-sums.ts";
import { arrivedTransactions, transactions } from "#lib/reports/transactions.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addManyRows, MANY, rowsRead } from "./many-rows.ts";

useDatabase();

/** A page and what is counted of it, by index and row; all of it would be twenty times as much. */
const LITTLE = 5_000;
/** Deep in a list, where three quarters of it are past. */
const FAR: Cursor = { direction: "after", key: new Date(Date.UTC(2023, 0, 1) + (MANY / 4) * 1_800_000), id: newId() };
let planId: string;

beforeAll(async () => {
  ({ planId } = await addManyRows());
}, 240_000);

describe("a page reads little, wherever its rows lie", { timeout: 30_000 }, () => {
  const T = {
    q: "",
    status: [],
    kind: [],
    gateway: null,
    currency: null,
    country: null,
    planId: null,
    customerId: null,
    subscriptionId: null,
  };
  const ALL = { ...T, trouble: null, date: "created", from: null, to: null, hour: null, min: null, max: null };
  const old = { from: "2023-01-02", to: "2023-01-02" };
  it.each<[string, Partial<TransactionFilter>, number, Cursor?]>([
    ["all", {}, 50],
    ["far down", {}, 50, FAR],
    ["a number", { q: "#1004" }, 1],
    ["a reference", { q: "ref_17" }, 1],
    ["a payment's reference", { q: "pay_17" }, 1],
    ["an invoice's number", { q: "2023-000017" }, 1],
    ["an address", { q: "quentin3@many.example" }, 10],
    ["a rare name", { q: "quentin" }, 50],
    ["a common name", { q: "martin" }, 50],
    ["a common name, far down", { q: "martin" }, 50, FAR],
    ["a rare card", { q: "0005" }, 4],
    ["a common card", { q: "4242" }, 50],
    ["a rare amount", { q: "1234.56" }, 3],
    ["a common amount", { q: "9.99" }, 50],
    ["nothing", { q: "qqxyzzy" }, 0],
    ["a rare state", { status: ["UNKNOWN"] }, 5],
    ["a state, far down", { status: ["DECLINED"] }, 50, FAR],
    ["a gateway of old", { gateway: "mollie" }, 40],
    ["a rare country", { country: "KW" }, 30],
    ["no country", { country: "none" }, 0],
    ["a high amount", { currency: "EUR", min: 100_000n }, 3],
    ["a range of amounts, by amount", { currency: "EUR", min: 500n, max: 1_000n, sorting: { by: "amount", descending: true } }, 50],
    ["a day of old", old, 48],
    ["settled on a day of old", { date: "settled", ...old }, 48],
    ["a rare country of a gateway of old", { country: "KW", gateway: "mollie" }, 30],
    ["a common name in a rare state", { q: "martin", status: ["UNKNOWN"] }, 0],
    ["a rare name in a common state", { q: "quentin", status: ["SUCCEEDED"] }, 50],
  ])("transactions: %s", async (_, filter, found, cursor) => {
    const asked = { ...ALL, ...filter } as TransactionFilter;
    const read = await rowsRead("Transaction", async () => {
      expect((await transactions(asked, "UTC", cursor ?? null)).rows).toHaveLength(found);
      await transactionSums({ ...asked, min: asked.min ?? (asked.currency ? 0n : null) }, "UTC");
    });
    expect(read).toBeLessThan(LITTLE);
  });

  /** Before the last three rows: of a Martin, an Usha and a Quentin. */
  const LATELY: Cursor = { direction: "before", key: new Date(Date.UTC(2023, 0, 1) + (MANY - 2.5) * 1_800_000), id: newId() };
  it.each<[string, Partial<TransactionFilter>, number]>([
    ["all", {}, 3],
    ["a common name", { q: "martin" }, 1],
    ["a rare name", { q: "quentin" }, 1],
    ["a rare state", { status: ["UNKNOWN"] }, 0],
    ["a gateway of old", { gateway: "mollie" }, 0],
    ["a common amount", { q: "9.99" }, 3],
    ["settled on a day of old", { date: "settled", ...old }, 0],
    ["a common name in a rare state", { q: "martin", status: ["UNKNOWN"] }, 0],
    ["nothing", { q: "qqxyzzy" }, 0],
  ])("transactions that arrived: %s", async (_, filter, count) => {
    const read = await rowsRead("Transaction", async () => {
      expect(await arrivedTransactions({ ...ALL, ...filter } as TransactionFilter, "UTC", LATELY)).toEqual({ count, more: false });
    });
    expect(read).toBeLessThan(1_000);
  });

  it("transactions: a plan of old", async () => {
    const asked = { ...ALL, planId } as TransactionFilter;
    expect(await rowsRead("Transaction", async () => expect((await transactions(asked, "UTC", null)).rows).toHaveLength(50))).toBeLessThan(
      LITTLE,
    );
  });

  it.each<[string, Partial<InvoiceFilter>, number, Cursor?]>([
    ["all", {}, 50],
    ["far down", {}, 50, FAR],
    ["a number", { q: "2023-000017" }, 1],
    ["a year that is over", { q: "2023" }, 50],
    ["a rare name", { q: "quentin" }, 50],
    ["a common name", { q: "martin" }, 50],
    ["a rare state", { status: ["OPEN"] }, 20],
    ["drafts", { drafts: true }, 0],
    ["a common name in a rare state", { q: "usha", status: ["OPEN"] }, 3],
    ["nothing", { q: "qqxyzzy" }, 0],
  ])("invoices: %s", async (_, filter, found, cursor) => {
    const rest = {
      q: "",
      status: [],
      kind: null,
      currency: null,
      customerId: null,
      subscriptionId: null,
      from: null,
      to: null,
      drafts: false,
    };
    const asked = { ...rest, ...filter } as InvoiceFilter;
    const read = await rowsRead("Invoice", async () => {
      expect((await invoices(asked, "UTC", cursor ?? null)).rows).toHaveLength(found);
      await invoiceSums(asked, "UTC");
    });
    expect(read).toBeLessThan(LITTLE);
  });

  it.each<[string, Partial<SubscriptionFilter>, number, Cursor?]>([
    ["all", {}, 50],
    ["far down", {}, 50, FAR],
    ["a rare name", { q: "quentin" }, 50],
    ["a common name", { q: "martin" }, 50],
    ["a number", { q: "#1004" }, 1],
    ["a rare state", { status: ["PAST_DUE"] }, 10],
    ["a rare currency", { currency: "USD" }, 5],
    ["a rare state in a rare currency", { status: ["PAST_DUE"], currency: "USD" }, 5],
    ["begun on a day of old", { date: "activated", ...old }, 48],
    ["ended on a day of old", { date: "ended", from: "2023-02-02", to: "2023-02-02" }, 48],
    ["active on a day of old", { activeOn: "2023-03-01" }, 50],
  ])("subscriptions: %s", async (_, filter, found, cursor) => {
    const rest = { q: "", status: [], planId: null, currency: null, date: "created", from: null, to: null, activeOn: null } as const;
    const asked = { ...rest, unbegun: false, canceling: false, ...filter } as SubscriptionFilter;
    const read = await rowsRead("Subscription", async () => {
      expect((await subscriptionList(asked, "UTC", cursor ?? null)).rows).toHaveLength(found);
      await subscriptionCount(asked, "UTC");
    });
    expect(read).toBeLessThan(LITTLE);
  });

  it("what else arrived", async () => {
    const none = { q: "", planId: null, currency: null, customerId: null, subscriptionId: null, from: null, to: null };
    const terms = { ...none, status: [], date: "created" as const, activeOn: null, unbegun: false, canceling: false };
    const letters = { text: "", kind: null, status: null, templateKey: null, customerId: null, from: null, until: null };
    const asked: [string, () => Promise<Counted>][] = [
      ["Invoice", () => arrivedInvoices({ ...none, status: [], kind: null, drafts: false }, "UTC", LATELY)],
      ["Invoice", () => arrivedInvoices({ ...none, q: "martin", status: [], kind: null, drafts: false }, "UTC", LATELY)],
      ["Subscription", () => arrivedSubscriptions(terms, "UTC", LATELY)],
      ["Message", () => arrivedMessages(letters, LATELY)],
      ["Message", () => arrivedMessages({ ...letters, text: "receipt" }, LATELY)],
      ["Customer", () => arrivedCustomers({ ...none, q: "martin", state: null, country: null }, "UTC", LATELY)],
    ];
    for (const [table, ask] of asked) expect(await rowsRead(table, ask), table).toBeLessThan(1_000);
  });

  it.each<[string, Partial<MessageFilters>, number, Cursor?]>([
    ["all", {}, 50],
    ["far down", {}, 50, FAR],
    ["a recipient of old", { text: "elsewhere@else" }, 3],
    ["an address", { text: "quentin3@many.example" }, 10],
    ["a rare name", { text: "quentin" }, 50],
    ["a rare subject", { text: "password" }, 10],
    ["a common subject", { text: "receipt" }, 50],
    ["a number", { text: "1004" }, 1],
    ["a provider's reference", { text: "msg_17" }, 1],
    ["nothing", { text: "qqxyzzy" }, 0],
    ["a rare state", { status: "BOUNCED" }, 10],
    ["a rare template", { templateKey: "reset_password" }, 10],
    ["a rare template in a rare state", { templateKey: "reset_password", status: "BOUNCED" }, 10],
  ])("communications: %s", async (_, filter, found, cursor) => {
    const rest = { text: "", kind: null, status: null, templateKey: null, customerId: null, from: null, until: null };
    const asked = { ...rest, ...filter } as MessageFilters;
    const read = await rowsRead("Message", async () => {
      expect((await messageHistory(asked, cursor ?? null)).rows).toHaveLength(found);
      await messageCount(asked);
    });
    expect(read).toBeLessThan(LITTLE);
  });

  it.each<[string, Partial<CustomerFilter>]>([
    ["all", {}],
    ["by name", { sorting: { by: "name", descending: false } }],
    ["a rare country", { country: "KW" }],
  ])("customers: %s", async (_, filter) => {
    const asked = { q: "", state: null, country: null, from: null, to: null, ...filter };
    expect(await rowsRead("Customer", () => customerList(asked, "UTC", null))).toBeLessThan(1_500);
  });
});

it("more than a thousand are not counted, and not added up", async () => {
  const asked = { status: [], kind: null, currency: null, customerId: null, subscriptionId: null, from: null, to: null, drafts: false };
  expect(await invoiceSums({ ...asked, q: "" }, "UTC")).toBeNull();
  expect(await invoiceSums({ ...asked, q: "martin" }, "UTC")).toBeNull();
  expect(await invoiceSums({ ...asked, q: "quentin" }, "UTC")).toMatchObject([{ count: 100 }]);
});

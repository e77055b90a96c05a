import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Cursor, KeysetPage } from "#lib/db/keyset.ts";
import { type InvoiceFilter, invoiceSums, invoices } from "#lib/reports/invoices.ts";
import { type SubscriptionFilter, subscriptionCount, subscriptionList } from "#lib/reports/subscription-list.ts";
import type { TransactionFilter } from "#lib/reports/transaction-filter.ts";
import { transactionSums } from "#lib/reports/transaction-sums.ts";
import { transactions } from "#lib/reports/transactions.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer } from "./history.ts";
import { addRows, DAYS, type Viewer } from "./list-rows.ts";

useDatabase();

const PEOPLE = ["Ada Garcia", "Bea Garcia", "Cem Garland", "Dan Okafor", "Eva Okonkwo", "Finn Moss"];
let customers: Viewer[];
let planIds: string[];

beforeAll(async () => {
  customers = await Promise.all(
    PEOPLE.map((name, n) => addCustomer({ name, email: `${name.split(" ")[0].toLowerCase()}@tv.example`, serviceUserId: `qqq-${n}` })),
  );
  planIds = await addRows(customers);
});

/** Whoever is found by these letters: a word of the name that begins so, or the address. */
const isMeant = (q: string, customerId: string) => {
  const { name, email } = customers.find(({ id }) => id === customerId)!;
  const words = [...name.toLowerCase().split(" "), email];
  return q.split(" ").every((typed) => words.some((word) => word.startsWith(typed.toLowerCase())));
};
const WORDS = ["", "", "gar", "Garcia", "garcia ada", "ok", "moss", "eva@tv.example", "zz"];
const day = fc.constantFrom(null, null, ...DAYS);
const onDays = (at: Date, { from, to }: { from: string | null; to: string | null }) =>
  (!from || at >= new Date(`${from}T00:00:00Z`)) && (!to || at < new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000));
const choice = <T>(...values: T[]) => fc.constantFrom(null, ...values);

/** All pages from the first to the last, and back again: the same rows. */
async function there<Row extends { id: string }>(page: (cursor: Cursor | null) => Promise<KeysetPage<Row>>): Promise<string[]> {
  const pages: KeysetPage<Row>[] = [await page(null)];
  for (let after = pages[0].after; after; after = pages[pages.length - 1].after) pages.push(await page(after));
  const ids = (rows: Row[]) => rows.map(({ id }) => id);
  for (let n = pages.length - 1; n > 0; n -= 1) {
    const back = await page(pages[n].before);
    expect(ids(back.rows)).toEqual(ids(pages[n - 1].rows));
    expect(back.before === null).toBe(n === 1);
  }
  expect(pages[0].before).toBeNull();
  return pages.flatMap(({ rows }) => ids(rows));
}

/** As a list sorts: by what it is sorted by, then by id. */
function sorted<Row extends { id: string }>(rows: Row[], keyOf: (row: Row) => bigint | Date, descending: boolean): string[] {
  const way = descending ? -1 : 1;
  const of = (row: Row) => [Number(keyOf(row)), row.id] as const;
  const compare = (one: Row, other: Row) => {
    const [[a, b], [c, d]] = [of(one), of(other)];
    return a !== c ? (a < c ? -way : way) : b < d ? -way : way;
  };
  return rows.toSorted(compare).map(({ id }) => id);
}

const signed = (row: { kind: string; amount: bigint }) => (row.kind === "REFUND" ? -row.amount : row.amount);

describe("each filter leaves the rows that it says, in order, there and back", { timeout: 60_000 }, () => {
  it("of transactions, and adds them up", async () => {
    const found = await db.transaction.findMany({ include: { invoice: true } });
    const numbers = found.slice(0, 3).flatMap(({ number, id, invoice }) => [String(number), `#${number}`, id, invoice?.number ?? "none"]);
    const searched = fc.constantFrom(...WORDS, ...numbers, "ref_7", "pay_9", "4242", "9.99", "14,99", "2026-000004");
    const asked = fc.record({
      q: searched,
      status: fc.constantFrom([], ["SUCCEEDED"], ["DECLINED", "CANCELED"]),
      kind: fc.constantFrom([], ["CHARGE"], ["REFUND"], ["REFUND", "SETUP"]),
      gateway: choice("stripe", "manual"),
      currency: choice("EUR", "USD"),
      country: choice("DE", "none"),
      plan: choice(0, 1),
      customer: choice(0, 1),
      date: fc.constantFrom("created", "settled"),
      from: day,
      to: day,
      min: choice(0n, 999n, 1000n),
      max: choice(998n, 999n, 20_000n),
      by: fc.constantFrom("date", "amount"),
      descending: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ plan, customer, by, descending, ...more }) => {
        const amounts = by === "amount" || more.min !== null || more.max !== null;
        const currency = more.currency ?? (amounts ? "EUR" : null);
        const planId = plan === null ? null : planIds[plan];
        const customerId = customer === null ? null : customers[customer].id;
        const sorting = { by, descending };
        const rest = { subscriptionId: null, trouble: null, hour: null, sorting };
        const filter = { ...more, ...rest, currency, planId, customerId } as unknown as TransactionFilter;
        const left = found.filter(
          (t) =>
            (!filter.q || isSearched(filter.q, t)) &&
            (filter.status.length === 0 || filter.status.includes(t.status)) &&
            (filter.kind.length === 0 || filter.kind.includes(t.kind)) &&
            (!filter.gateway || t.gateway === filter.gateway) &&
            (!currency || t.currency === currency) &&
            (!filter.country || (t.country ?? "none") === filter.country) &&
            (!planId || t.planId === planId) &&
            (!customerId || t.customerId === customerId) &&
            onDays(filter.date === "settled" ? t.settledAt! : t.createdAt, filter) &&
            (filter.min === null || t.amount >= filter.min) &&
            (filter.max === null || t.amount <= filter.max),
        );
        const keyOf = (row: (typeof found)[number]) => (by === "amount" ? signed(row) : row.createdAt);
        expect(await there((cursor) => transactions(filter, "UTC", cursor, 17))).toEqual(sorted(left, keyOf, descending));
        if (filter.q || customerId || filter.min !== null || filter.max !== null)
          expect((await transactionSums(filter, "UTC"))!.reduce((all, { count }) => all + count, 0)).toBe(left.length);
      }),
      { numRuns: 150 },
    );
  });

  function isSearched(q: string, t: { number: number; id: string; customerId: string } & Record<string, unknown>): boolean {
    const text = q.replace("#", "");
    const minor = /^\d+[.,]\d\d$/.test(q) && t.currency !== "JPY" ? BigInt(q.replace(/[.,]/, "")) : null;
    const invoice = t.invoice as { number: string | null } | null;
    return (
      (/^#?\d+$/.test(q) && t.number === Number(text)) ||
      [t.id, t.gatewayReference, t.paymentReference, invoice?.number].includes(text) ||
      (/^\d{4}$/.test(q) && t.last4 === q) ||
      t.amount === minor ||
      isMeant(q, t.customerId)
    );
  }

  it("of invoices, and adds them up", async () => {
    const found = await db.invoice.findMany();
    const asked = fc.record({
      q: fc.constantFrom(...WORDS, "2026-00001", "2026-000020"),
      status: fc.constantFrom([], ["OPEN"], ["PAID", "VOID"]),
      kind: choice("INVOICE", "CREDIT_NOTE"),
      currency: choice("EUR", "USD"),
      from: day,
      to: day,
      drafts: fc.boolean(),
      by: fc.constantFrom("date", "total"),
      descending: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ by, descending, ...more }) => {
        const currency = more.currency ?? (by === "total" ? "EUR" : null);
        const filter = {
          ...more,
          currency,
          sorting: { by, descending },
          customerId: null,
          subscriptionId: null,
        } as unknown as InvoiceFilter;
        const left = found.filter(
          (i) =>
            (!filter.q || (i.number ?? "").startsWith(filter.q) || isMeant(filter.q, i.customerId)) &&
            (filter.status.length === 0 || filter.status.includes(i.status)) &&
            (!filter.kind || i.kind === filter.kind) &&
            (!currency || i.currency === currency) &&
            onDays(i.createdAt, filter) &&
            (i.number === null) === filter.drafts,
        );
        const keyOf = (row: (typeof found)[number]) =>
          by === "total" ? (row.kind === "CREDIT_NOTE" ? -row.total : row.total) : row.createdAt;
        expect(await there((cursor) => invoices(filter, "UTC", cursor))).toEqual(sorted(left, keyOf, descending));
        expect((await invoiceSums(filter, "UTC"))!.reduce((all, { count }) => all + count, 0)).toBe(left.length);
      }),
      { numRuns: 80 },
    );
  });

  it("of subscriptions, and counts them", async () => {
    const found = await db.subscription.findMany();
    const asked = fc.record({
      q: fc.constantFrom(...WORDS, String(found[0].number), `#${found[1].number}`),
      status: fc.constantFrom([], ["ACTIVE"], ["PAST_DUE", "CANCELED"]),
      currency: choice("EUR", "USD"),
      plan: choice(0, 1),
      from: day,
      to: day,
    });
    const rest = { date: "created", activeOn: null, unbegun: false, canceling: false } as const;
    await fc.assert(
      fc.asyncProperty(asked, async ({ plan, ...more }) => {
        const planId = plan === null ? null : planIds[plan];
        const filter = { ...more, ...rest, planId } as unknown as SubscriptionFilter;
        const left = found.filter(
          (s) =>
            (!filter.q || [String(s.number), `#${s.number}`].includes(filter.q) || isMeant(filter.q, s.customerId)) &&
            (filter.status.length === 0 || filter.status.includes(s.status)) &&
            (!filter.currency || s.currency === filter.currency) &&
            (!planId || s.planId === planId) &&
            onDays(s.createdAt, filter),
        );
        expect(await there((cursor) => subscriptionList(filter, "UTC", cursor))).toEqual(sorted(left, (row) => row.createdAt, true));
        expect(await subscriptionCount(filter, "UTC")).toEqual({ count: left.length, more: false });
      }),
      { numRuns: 60 },
    );
  });
});

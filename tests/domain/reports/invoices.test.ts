import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { type InvoiceFilter, invoiceDetails, invoiceSums, invoices } from "#lib/reports/invoices.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, order } from "#tests/support/shop.ts";

useDatabase();

const ALL: InvoiceFilter = {
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
const list = async (filter: Partial<InvoiceFilter>) => (await invoices({ ...ALL, ...filter }, "Europe/Berlin", null)).rows;

beforeAll(async () => {
  const { price } = await aPlan();
  stopClockAt(new Date("2026-03-01T22:59:59Z")); // still the 1st in Berlin
  await buy(await aViewer({ name: "Anna 100% Öz", email: "anna@example.com" }), price);
  stopClockAt(new Date("2026-03-01T23:00:00Z"));
  await buy(await aViewer({ name: "Bert", email: "bert@example.com" }), price);
  await order(await aViewer({ name: "Never Paid" }), price);
});

describe("invoices", () => {
  it("come newest first, without the drafts of unpaid checkouts", async () => {
    expect((await list({})).map((row) => row.name)).toEqual(["Bert", "Anna 100% Öz"]);
    expect((await list({ drafts: true })).map((row) => row.name)).toEqual(["Never Paid"]);
  });

  it("are found by number, name and email, whose % and _ are plain letters", async () => {
    const [bert] = await list({});
    expect((await list({ q: bert.number!.toLowerCase() })).map((row) => row.id)).toEqual([bert.id]);
    expect(await list({ q: "100%" })).toHaveLength(1);
    expect(await list({ q: "An_a" })).toHaveLength(0);
    expect(await list({ q: "BERT@EXAMPLE" })).toHaveLength(1);
  });

  it("fall on the days of the account's time zone", async () => {
    expect((await list({ to: "2026-03-01" })).map((row) => row.name)).toEqual(["Anna 100% Öz"]);
    expect((await list({ from: "2026-03-02" })).map((row) => row.name)).toEqual(["Bert"]);
  });

  it("are counted by what is listed", async () => {
    expect(await invoiceSums(ALL, "UTC")).toEqual([{ currency: "EUR", count: 2, billed: 2000n, credited: 0n, open: 0n }]);
    expect(await invoiceSums({ ...ALL, status: ["OPEN"] }, "UTC")).toEqual([]);
  });

  it("go on where the page before ended", async () => {
    const [bert, anna] = await list({});
    const after = { direction: "after", key: bert.createdAt, id: bert.id } as const;
    expect((await invoices(ALL, "UTC", after)).rows.map((row) => row.id)).toEqual([anna.id]);
  });

  it("open with lines and transactions", async () => {
    const [{ id }] = await list({});
    expect(await invoiceDetails(id)).toMatchObject({ lines: [{ total: 1000n }], transactions: [{ status: "SUCCEEDED" }] });
    expect(await invoiceDetails((await db.customer.findFirstOrThrow()).id)).toBeNull();
  });
});

import { describe, expect, it, vi } from "vitest";
import { readAuditParams } from "#app/operator/audit/params.ts";
import { readCommunicationParams } from "#app/operator/communications/params.ts";
import { readCustomerParams } from "#app/operator/customers/params.ts";
import { readInvoiceParams } from "#app/operator/invoices/params.ts";
import { readSubscriptionParams } from "#app/operator/subscriptions/params.ts";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import { readVisitorParams } from "#app/operator/visitors/params.ts";
import { useDatabase } from "#tests/support/database.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();

type Address = Record<string, string | string[]>;
const transactions = (address: Address) => readTransactionParams(Promise.resolve(address), "EUR", "en");

describe("a filter that cannot be read is said, as it was typed, and never dropped", () => {
  const WRONG: Address[] = [
    { min: "12,5,0" },
    { max: "ten" },
    { min: "10.999" },
    { from: "31.10.2026" },
    { to: "2026-02-30" },
    { from: "0001-01-01" },
    { status: "SUCCEEDED,GONE" },
    { kind: "GIFT" },
    { currency: "EURO" },
    { plan: "basic" },
    { date: "paid" },
    { hour: "10" },
    { hour: "10", from: "2026-10-01", to: "2026-10-02" },
    { gateway: "a b" },
    { trouble: "none" },
    { q: "a".repeat(101) },
  ];
  it.each(WRONG)("%o among transactions", async (address) => {
    const { kept, unreadable } = await transactions(address);
    const [[name, typed]] = Object.entries(address);
    expect(unreadable).toEqual({ [name]: typed });
    expect(kept).toMatchObject({ [name]: typed });
  });

  it.each<[string, string[]]>([
    ["country", ["DE", "Germany"]],
    ["country", ["Germany", "DE"]],
    ["min", ["10", "20"]],
    ["from", ["2026-10-01", "2026-10-02"]],
    ["q", ["ada", "bob"]],
    ["plan", ["019aa000-0000-7000-8000-000000000001", "019aa000-0000-7000-8000-000000000002"]],
    ["sort", ["amount", "date"]],
  ])("%s given twice, %j", async (name, [first, second]) => {
    const { kept, unreadable } = await transactions({ [name]: [first, second] });
    expect(unreadable).toEqual({ [name]: `${first} | ${second}` });
    expect(kept).toMatchObject(unreadable);
    expect((await transactions({ [name]: [first, first, ""] })).unreadable).toEqual({});
  });

  it("in every list", async () => {
    const address = Promise.resolve({ from: "31.10.2026" });
    const read = [
      await readSubscriptionParams(address),
      await readCustomerParams(address),
      await readInvoiceParams(address, "EUR"),
      await readVisitorParams(address),
      await readAuditParams(address, "UTC"),
      await readCommunicationParams(address, "UTC"),
    ];
    for (const { kept, unreadable } of read) {
      expect(unreadable).toEqual({ from: "31.10.2026" });
      expect(kept).toMatchObject({ from: "31.10.2026" });
    }
  });

  it("and what can be read is not: commas, points, blanks and other digits alike", async () => {
    const { filter, unreadable } = await transactions({ min: "12,50", max: " 1,234.5 ", status: "", from: "", date: "settled" });
    expect([unreadable, filter.min, filter.max, filter.date]).toEqual([{}, 1250n, 123_450n, "settled"]);
    expect((await transactions({ min: "١٢٫٥٠" })).filter.min).toBe(1250n);
    expect((await transactions({ min: "12.5000" })).filter.min).toBe(1250n);
    expect((await transactions({ from: "2026-10-01", to: "2026-10-01", hour: "10" })).unreadable).toEqual({});
  });
});

import { expect, it } from "vitest";
import { readInvoiceParams } from "#app/operator/invoices/params.ts";
import { readSubscriptionParams } from "#app/operator/subscriptions/params.ts";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import { findAnything, findRefundable } from "#lib/reports/find-anything.ts";
import { invoices } from "#lib/reports/invoices.ts";
import { subscriptionList } from "#lib/reports/subscription-list.ts";
import { transactions } from "#lib/reports/transactions.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();

it("their payments, subscriptions and invoices are found the same way", async () => {
  await buy(await aViewer({ name: "Jürgen Groß", email: "jg@example.com", phone: "+4989123456" }), (await aPlan()).price);
  for (const q of ["juergen", "Gross Jürgen", "089 123456", "jg@example.com"]) {
    const asked = Promise.resolve({ q });
    expect((await transactions((await readTransactionParams(asked, "EUR")).filter, "UTC", null)).rows).toHaveLength(1);
    expect((await subscriptionList((await readSubscriptionParams(asked)).filter, "UTC", null)).rows).toHaveLength(1);
    expect((await invoices((await readInvoiceParams(asked, "EUR")).filter, "UTC", null)).rows).toHaveLength(1);
    expect((await findAnything(q)).map((one) => one.kind)).toEqual(
      expect.arrayContaining(["customer", "subscription", "transaction", "invoice"]),
    );
  }
});

it("a search for signs that PostgreSQL reads as any others finds nothing, and a payment is found by its invoice to be given back", async () => {
  await buy(await aViewer({ name: "Zed Quux" }), (await aPlan()).price);
  for (const q of ["%", "_", "0%", "%_%", "\\"]) expect(await findAnything(q)).toEqual([]);
  const { number } = (await findAnything("quux")).find(({ kind }) => kind === "invoice")!;
  expect(await findRefundable(number.toLowerCase())).toMatchObject([{ kind: "transaction", title: "Zed Quux" }]);
  expect((await findAnything(number)).map(({ kind }) => kind)).toEqual(["transaction", "invoice"]);
  expect((await findAnything(number.slice(-3))).map(({ number }) => number)).toContain(number);
});

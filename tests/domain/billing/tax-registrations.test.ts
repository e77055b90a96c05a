import { expect, test } from "vitest";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aTaxRate, changeCompany } from "#tests/support/shop.ts";

useDatabase();

test("a German shop charges Swiss tax from the day it says that it is registered there", async () => {
  const { price } = await aPlan({ amount: 1081n });
  await aTaxRate({ country: "CH", ratePpm: 81_000, validFrom: "2024-01-01" });
  const order = { priceId: price.id, currency: "EUR", country: "CH" };
  expect(await quoteOrder(order)).toMatchObject({ treatment: "outside_scope", tax: 0n, total: 1081n });
  await changeCompany({ taxRegistrations: ["CH"] });
  expect(await quoteOrder(order)).toMatchObject({ treatment: "standard", tax: 81n, total: 1081n });
});

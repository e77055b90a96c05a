import { expect, it } from "vitest";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import { periodOf } from "#lib/reports/period.ts";
import { revenue } from "#lib/reports/revenue.ts";
import { planTotalsTable } from "#lib/reports/subscriptions.ts";
import { transactionSums } from "#lib/reports/transaction-sums.ts";
import { refundsHref } from "#lib/web/lists/report-links.ts";
import { exported } from "#tests/domain/exports/exporting.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer, addPlanWithPrice, addTransaction, params } from "./history.ts";

useDatabase();

it("a refund that came back is given back nowhere: figure, bars, list and plan agree, and the export says when it came back", async () => {
  const { id: customerId } = await addCustomer();
  const { plan } = await addPlanWithPrice("Basic");
  const charge = await addTransaction("2026-03-02T10:00:00Z", 1000n, { customerId, planId: plan.id, refunded: 400n });
  const refund = { customerId, planId: plan.id, kind: "REFUND" as const, refundOfId: charge.id };
  await addTransaction("2026-03-03T10:00:00Z", 400n, { ...refund, returnedAt: new Date("2026-03-05T10:00:00Z") });
  await addTransaction("2026-03-06T10:00:00Z", 400n, refund);

  const march = periodOf({ choice: "custom", from: "2026-03-01", to: "2026-03-31" }, "UTC", new Date("2026-05-01T00:00:00Z"));
  const { now, points } = await revenue(march, "EUR");
  expect(now).toEqual({ payments: 1, gross: 1000n, refundCount: 1, refunded: 400n });
  expect(points.filter(({ refunded }) => refunded > 0n)).toMatchObject([{ bucket: "2026-03-06T00", gross: 0n, refunded: 400n }]);
  const { filter } = await readTransactionParams(params(refundsHref(march, { currency: "EUR" })), "EUR");
  expect(await transactionSums(filter, "UTC")).toMatchObject([{ refunded: 400n }]);
  expect((await planTotalsTable("UTC"))[0].amounts).toEqual([{ currency: "EUR", minor: 600n }]);

  const rows = await exported("transactions", filter);
  expect(rows.map((row) => row.returned_at)).toEqual(["", "2026-03-05T10:00:00.000Z"]);
});

import { beforeAll, expect, it, vi } from "vitest";
import { saveCouponAction } from "#app/operator/coupons/actions.ts";
import { proposeChargeAction } from "#app/operator/customers/actions.ts";
import { savePriceAction } from "#app/operator/plans/actions.ts";
import { saveTaxRateAction } from "#app/operator/settings/taxes/actions.ts";
import { refund } from "#app/operator/transactions/actions.ts";
import { db } from "#lib/db/client.ts";
import { startOperatorSession } from "#lib/identity/session.ts";
import { addPlan } from "#tests/domain/catalog/catalog-fixtures.ts";
import { anOperator } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ refresh: () => {}, revalidatePath: () => {} }));

useDatabase();

beforeAll(async () => {
  newBrowser();
  await startOperatorSession(await anOperator("OWNER"));
});

/** What is typed, and the hundredths it means. */
const TYPED: [typed: string, hundredths: number][] = [
  ["12.50", 1250],
  ["12,50", 1250],
  ["12,5", 1250],
  ["١٢٫٥٠", 1250],
  ["\u202a12.50\u202c", 1250],
];

it.each(TYPED)("%s is the same amount in a price, a coupon and a tax rate", async (typed, hundredths) => {
  const plan = await addPlan();
  const price = { planId: plan.id, interval: "MONTH", intervalCount: "1", "amounts.EUR.amount": typed, "amounts.EUR.setupFee": typed };
  expect(await submit(savePriceAction, price)).toMatchObject({ status: "done" });
  const row = { amount: BigInt(hundredths), setupFee: BigInt(hundredths) };
  expect(await db.priceAmount.findFirstOrThrow({ where: { price: { planId: plan.id } } })).toMatchObject(row);

  const coupon = { code: `C${crypto.randomUUID().slice(0, 8)}`.toUpperCase(), discount: "percent", percent: typed };
  await submit(saveCouponAction, coupon);
  expect(await db.coupon.findUniqueOrThrow({ where: { code: coupon.code } })).toMatchObject({ percentPpm: hundredths * 100 });
  const fixed = { code: `A${coupon.code}`, discount: "amount", "amounts.EUR": typed };
  await submit(saveCouponAction, fixed);
  expect(await db.coupon.findUniqueOrThrow({ where: { code: fixed.code } })).toMatchObject({ amounts: { EUR: String(hundredths) } });

  expect(await submit(saveTaxRateAction, { country: "DE", name: "VAT", rate: typed, validFrom: "2026-01-01" })).toMatchObject({
    status: "done",
  });
  expect(await db.taxRate.findFirstOrThrow({ where: { country: "DE" } })).toMatchObject({ ratePpm: hundredths * 100 });
});

it.each([
  ["1,000", 100_000n],
  ["1,234.50", 123_450n],
  ["1.234,50", 123_450n],
])("a refund of %s gives back what it says, not a thousandth", async (typed, minor) => {
  const { orderId } = await buy(await aViewer(), (await aPlan({ amount: 500_000n })).price);
  const charge = await db.transaction.findFirstOrThrow({ where: { orderId, kind: "CHARGE" } });
  expect(
    await submit(refund, { transactionId: charge.id, currency: "EUR", amount: typed, left: "5000.00", reason: "asked" }),
  ).toMatchObject({
    status: "done",
  });
  expect(await db.transaction.findFirstOrThrow({ where: { refundOfId: charge.id } })).toMatchObject({ amount: minor });
});

it("what is no number is refused at its field and stays as it was typed", async () => {
  const answer = await submit(saveTaxRateAction, { country: "DE", name: "VAT", rate: "1,2,3", validFrom: "2026-01-01" });
  expect(answer).toMatchObject({ status: "refused", errors: { rate: expect.any(String) }, values: { rate: "1,2,3" } });
});

it("a bill by hand without a line marks what is missing", async () => {
  const { id: customerId } = await aViewer();
  const bill = { customerId, subscriptionId: "", currency: "EUR", dueDays: "14", "lines.r0.text": "", "lines.r0.quantity": "" };
  expect(await submit(proposeChargeAction, bill)).toMatchObject({ status: "refused", errors: { "lines.r0.text": expect.any(String) } });
});

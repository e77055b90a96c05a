import { afterEach, expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();

const silence = () => stripe().troubles.push(...Array(20).fill("lost before"));
const answers = () => stripe().troubles.splice(0);
afterEach(answers);

it("offers another gateway where one opened no page, and what was chosen is bought once", async () => {
  const { db, order, confirmReturn } = await stripeHouse(stripe());
  const { order: orderAt, payAtSandbox } = await import("#tests/support/shop.ts");
  silence();
  const { orderId, price, customer } = await order();
  expect(await confirmReturn({ orderId }, customer)).toMatchObject({ status: "unknown", unopened: true, url: null });
  const another = await orderAt(customer, price);
  await payAtSandbox(another.orderId);
  expect(await confirmReturn({ orderId: another.orderId }, customer)).toMatchObject({ status: "paid" });
  answers();
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  for (let looks = 0; looks < 3; looks += 1) {
    await db.transaction.updateMany({ where: { orderId, reconcileAt: { not: null } }, data: { reconcileAt: new Date(0) } });
    await reconcilePayments();
  }
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "ABANDONED" });
  const tries = await db.transaction.findMany({ where: { customerId: customer.id }, orderBy: { number: "asc" } });
  expect(tries.map(({ gateway, status }) => [gateway, status])).toEqual([
    ["stripe", "CANCELED"],
    ["sandbox", "SUCCEEDED"],
  ]);
  expect(
    stripe()
      .world.list("checkout.session")
      .map(({ status }) => status),
  ).not.toContain("open");
});

it("pays an invoice elsewhere where a gateway opened no page for it, and closes the page that opens too late", async () => {
  const { db, pay, confirmReturn, chargeRenewals } = await stripeHouse(stripe());
  const { payInvoice } = await import("#lib/billing/buying/pay-invoice.ts");
  const { keepPage } = await import("#lib/payments/keep-page.ts");
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  const { orderId, customer } = await pay();
  await confirmReturn({ orderId }, customer);
  await db.paymentMethod.updateMany({ where: { customerId: customer.id }, data: { detachedAt: new Date() } });
  await chargeRenewals();
  const invoice = await db.invoice.findFirstOrThrow({ where: { customerId: customer.id, status: "OPEN" } });
  const { runClock } = await import("#lib/kernel/clock.ts");
  runClock(32 * 86_400_000);
  silence();
  await payInvoice({ invoiceId: invoice.id, gateway: "stripe" }, customer, null);
  const first = await db.transaction.findFirstOrThrow({ where: { invoiceId: invoice.id, gateway: "stripe" } });
  expect(first).toMatchObject({ status: "UNKNOWN", gatewayReference: null });
  await payInvoice({ invoiceId: invoice.id, gateway: "sandbox" }, customer, null);
  answers();
  expect(await db.transaction.findUnique({ where: { id: first.id } })).toMatchObject({ status: "CANCELED" });
  const { startCheckout } = (await import("#lib/payments/registry.ts")).gateway("stripe")!;
  const { checkoutOf } = await import("#tests/contracts/gateway-contract.ts");
  const late = await startCheckout(checkoutOf({ transactionId: first.id }));
  await keepPage(first.id, late);
  await reconcilePayments();
  expect(stripe().world.get(late.reference)).toMatchObject({ status: "expired" });
  runClock();
});

import { afterEach, expect, it, vi } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { abandonOrders } from "#lib/billing/ending/abandon-orders.ts";
import { db } from "#lib/db/client.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import type { Instruction } from "#lib/payments/instructions.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, order } from "#tests/support/shop.ts";

useDatabase();
afterEach(runClock);
const INSTRUCTIONS: Instruction[] = [{ label: "iban", value: "DE89 3704 0044 0532 0130 00" }];

it("whom a gateway gives instructions instead of a page reads them on ours until the money is there, be it days later", async () => {
  const lookUp = vi.spyOn(sandboxGateway, "lookUp").mockResolvedValue({ status: "needs_action", instructions: INSTRUCTIONS });
  const start = vi.spyOn(sandboxGateway, "startCheckout");
  start.mockImplementation(async ({ transactionId, returnUrl }) => ({ reference: transactionId, url: returnUrl }));
  const { price } = await aPlan();
  const { orderId, url } = await order(await aViewer(), price);
  expect(url).toBe(`${env().APP_URL}/checkout/return?order=${orderId}`);
  expect(start).toHaveBeenCalledWith(expect.objectContaining({ webhookUrl: `${env().APP_URL}/api/webhooks/payments/sandbox` }));
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "needs_action", instructed: { instructions: INSTRUCTIONS } });

  stopClockAt(new Date(now().getTime() + 3 * 24 * 60 * 60_000));
  await abandonOrders();
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "needs_action", instructed: { instructions: INSTRUCTIONS } });
  const { id, amount, currency } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  lookUp.mockResolvedValue({ status: "succeeded", paymentReference: id, amount: { minor: amount, currency } });
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid", instructed: null });
  expect(await db.order.findUnique({ where: { id: orderId }, include: { subscription: true } })).toMatchObject({
    status: "PAID",
    subscription: { status: "ACTIVE" },
  });
});

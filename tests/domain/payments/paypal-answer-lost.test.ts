import { expect, it } from "vitest";
import { CARD } from "#tests/contracts/gateway-contract.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payPalHouse, usePayPal } from "./paypal-house.ts";

useDatabase();
const paypal = usePayPal();
it.each(["dispute", "refund"] as const)(
  "a %s made while the answer to the capture was lost is known once the event is tried again",
  async (what) => {
    const { db, deliver, runClock, aViewer } = await payPalHouse(paypal());
    const { aPlan, order } = await import("#tests/support/shop.ts");
    const { handleStoredEvents } = await import("#lib/billing/asking/handle-payment-event.ts");
    const customer = await aViewer();
    const { orderId } = await order(customer, (await aPlan()).price, { gateway: "paypal" });
    const charge = () => db.transaction.findFirstOrThrow({ where: { orderId, kind: "CHARGE" } });
    const { gatewayReference } = await charge();
    const { world } = paypal();
    world.approve(gatewayReference!, CARD.ok);
    paypal().troubles.push("lost after");
    expect(await deliver(gatewayReference!)).toEqual({ status: 200, handled: false });
    expect((await charge()).status).not.toBe("SUCCEEDED");
    const { capture } = [...world.captures.values()].find(({ order }) => order.id === gatewayReference)!;
    paypal().age(capture);
    if (what === "dispute") expect(await deliver(world.dispute(capture.id).dispute_id)).toEqual({ status: 200, handled: true });
    else world.refund(capture.id, {});
    if (what === "refund") expect(await deliver(world.events.at(-1)!)).toEqual({ status: 200, handled: true });
    runClock(61_000);
    await handleStoredEvents(50, "paypal");
    runClock();
    expect(await charge()).toMatchObject({ status: "SUCCEEDED" });
    const disputes = await db.dispute.count({ where: { transaction: { orderId } } });
    const refunds = await db.transaction.count({ where: { orderId, kind: "REFUND" } });
    expect({ disputes, refunds }).toEqual({ disputes: what === "dispute" ? 1 : 0, refunds: what === "refund" ? 1 : 0 });
  },
);

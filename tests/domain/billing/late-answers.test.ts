import { afterEach, expect, test, vi } from "vitest";
import { openCheckout } from "#lib/billing/asking/open-checkout.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { db } from "#lib/db/client.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, order } from "#tests/support/shop.ts";

useDatabase();
afterEach(() => vi.restoreAllMocks());

/** An order whose page is asked for again, while another answer settles the payment; then the gateway `says` what it says. */
async function overtaken(says: () => { reference: string; url: string }) {
  const { orderId } = await order(await aViewer(), (await aPlan()).price);
  const { id } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  await db.transaction.update({ where: { id }, data: { actionUrl: null } });
  vi.spyOn(sandboxGateway, "startCheckout").mockImplementation(async () => {
    await applyOutcome(id, { status: "declined", retry: "retry", code: "insufficient_funds", reason: "Too little" }, "webhook");
    return says();
  });
  await openCheckout(id);
  return db.transaction.findUniqueOrThrow({ where: { id }, include: { order: true } });
}

test("a page that opens after its payment was settled is not offered", async () => {
  expect(await overtaken(() => ({ reference: "late", url: "https://late.example" }))).toMatchObject({
    status: "DECLINED",
    actionUrl: null,
  });
});

test("silence closes no order, also when the bank declined meanwhile: it is the viewer's to try again", async () => {
  const settled = await overtaken(() => {
    throw new Error("silence");
  });
  expect(settled).toMatchObject({ status: "DECLINED", order: { status: "OPEN" } });
});

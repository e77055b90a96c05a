import { beforeAll, expect, it } from "vitest";
import { CARD } from "#tests/contracts/gateway-contract.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payPalHouse, usePayPal } from "./paypal-house.ts";

useDatabase();
const paypal = usePayPal();

// Whatever is loaded for the first order and the first event, before any test.
beforeAll(async () => {
  await paid();
});

async function paid() {
  const { db, bought, deliver } = await payPalHouse(paypal());
  const { charge, id } = await bought(CARD.ok);
  const capture = (await charge()).paymentReference!;
  const { world } = paypal();
  const reverse = async () => {
    const { id: reference } = world.refund(capture, {});
    return deliver(reference);
  };
  const open = async () => {
    const dispute = world.dispute(capture);
    await deliver(dispute.dispute_id);
    return dispute;
  };
  /** What left the account, in both books. */
  const books = async () => {
    const refunds = await db.transaction.findMany({ where: { refundOfId: id } });
    const disputes = await db.dispute.findMany({ where: { transactionId: id } });
    await expectBooksAgree();
    const given = refunds.filter(({ returnedAt, status }) => status === "SUCCEEDED" && !returnedAt);
    return {
      refunded: given.reduce((sum, { amount }) => sum + amount, 0n),
      taken: disputes.reduce((sum, dispute) => sum + dispute.taken, 0n),
    };
  };
  const decide = async (dispute: Awaited<ReturnType<typeof open>>, decision: "won" | "lost") => {
    world.decide(dispute, decision);
    await deliver(dispute.dispute_id);
  };
  return { reverse, open, books, decide, db, id };
}

it("counts what a dispute took once, though PayPal writes it down as a refund, too", async () => {
  const { reverse, open, books, decide } = await paid();
  const dispute = await open();
  expect(await books()).toEqual({ refunded: 0n, taken: 1_000n });
  await reverse();
  expect(await books()).toEqual({ refunded: 0n, taken: 1_000n });
  await decide(dispute, "lost");
  expect(await books()).toEqual({ refunded: 0n, taken: 1_000n });
});

it("counts it once where it was a refund before there was a dispute, and no more when it was given back", async () => {
  const { reverse, open, books, decide } = await paid();
  await reverse();
  expect(await books()).toEqual({ refunded: 1_000n, taken: 0n });
  const dispute = await open();
  expect(await books()).toEqual({ refunded: 1_000n, taken: 0n });
  await decide(dispute, "won");
  expect(await books()).toEqual({ refunded: 0n, taken: 0n });
});

it("asks PayPal nothing that it does not know", () => {
  expect([...new Set(paypal().faults)]).toEqual([]);
});

import { describe, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { giveCredit } from "#lib/billing/settling/give-credit.ts";
import { openRefund } from "#lib/billing/settling/open-refund.ts";
import { recordDispute } from "#lib/billing/settling/record-dispute.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { money } from "#lib/kernel/money.ts";
import { disputeMoved } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { saveDispute } from "#lib/payments/save-dispute.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aViewer, CARDS } from "#tests/support/shop.ts";
import { buys, causes, finance, giveBack, held, offer, payIn } from "#tests/support/top-ups.ts";

useDatabase();

describe("a top-up that the payer's bank takes back", () => {
  const disputed = (id: string, status: "open" | "won" | "lost", taken: bigint, reference = `dp_${id}`) =>
    ({ reference, status, reason: "fraudulent", amount: money(2500n, "EUR"), taken, fee: 0n, openedAt: now() }) as const;
  const told = (...said: Parameters<typeof disputed>) =>
    transaction(async (tx) => recordDispute(tx, await lockTransaction(tx, said[0]), disputed(...said), "webhook", await getSettings(tx)));

  /** As a version did that held nothing. */
  const writtenBefore = (id: string) =>
    transaction(async (tx) => {
      const written = await saveDispute(tx, await lockTransaction(tx, id), null, disputed(id, "open", 2500n));
      await post(tx, disputeMoved(written, { taken: 2500n, fee: 0n }));
    });
  const takeByHand = ({ id: customerId }: Customer, amount: bigint) =>
    giveCredit({ customerId, way: "take", currency: "EUR", amount, reason: "disputed" }, finance);

  test("leaves the balance as far as it is not spent, once, and is there again when the dispute is won", async () => {
    await offer();
    const viewer = await aViewer();
    const id = await payIn(viewer, 2500n);
    await payIn(viewer, 1000n);
    await buys(viewer, 1000n);
    await told(id, "open", 2500n);
    await told(id, "open", 2500n);
    expect(await held(viewer)).toBe(1000n);
    await told(id, "lost", 2500n);
    expect(await held(viewer)).toBe(1000n);
    expect(await causes(viewer)).toContainEqual(["disputed", -1500n]);
    await expectBooksAgree();
    await told(id, "won", 0n);
    expect(await held(viewer)).toBe(2500n);
    expect(await causes(viewer)).toContainEqual(["dispute_won", 1500n]);
    await expectBooksAgree();
  });

  test("by two at once takes no more than it was, and of what is left so much can be given back as is neither spent nor taken", async () => {
    await offer();
    const viewer = await aViewer();
    const id = await payIn(viewer, 2500n);
    await told(id, "open", 1000n);
    await expect(giveBack(id, 1501n)).rejects.toMatchObject({ field: "amount" });
    await giveBack(id, 500n);
    expect(await held(viewer)).toBe(1000n);
    await told(id, "open", 2500n, "another");
    expect(await held(viewer)).toBe(0n);
    await told(id, "won", 0n, "another");
    expect(await held(viewer)).toBe(1000n);
    await expectBooksAgree();
  });

  test("takes what comes back of it, too, when a refund that was on its way fails", async () => {
    await offer();
    const viewer = await aViewer();
    const id = await payIn(viewer, 2500n);
    const refundId = await transaction((tx) => openRefund(tx, { transactionId: id, amount: 1500n, reason: "asked for" }, finance));
    await told(id, "open", 2500n);
    expect(await held(viewer)).toBe(0n);
    await applyOutcome(refundId, { status: "declined", retry: "final", code: "disputed", reason: "The bank took it back." }, "webhook");
    expect(await held(viewer)).toBe(0n);
    await expectBooksAgree();
    await told(id, "won", 0n);
    expect(await held(viewer)).toBe(2500n);
    await expectBooksAgree();
  });

  test("leaves the balance when it is told again, too, where it was written down by a version that held nothing", async () => {
    await offer();
    const viewer = await aViewer();
    const id = await payIn(viewer, 2500n);
    await writtenBefore(id);
    await told(id, "open", 2500n);
    expect(await held(viewer)).toBe(0n);
    await expectBooksAgree();
  });

  test("takes nothing of what the viewer paid otherwise, where all of it is spent", async () => {
    await offer();
    const viewer = await aViewer();
    const id = await payIn(viewer, 1000n);
    await buys(viewer, 1000n);
    await payIn(viewer, 1000n);
    await told(id, "lost", 1000n);
    expect(await held(viewer)).toBe(1000n);
    await expectBooksAgree();
  });

  test.each([
    ["all", 2500n, 1000n],
    ["a part", 1500n, 1000n],
  ])("that an earlier version wrote down takes no more than operators have left of it, who took %s off by hand", async (_, taken, left) => {
    await offer();
    const viewer = await aViewer();
    await payIn(viewer, 1000n);
    const id = await payIn(viewer, 2500n);
    await writtenBefore(id);
    await takeByHand(viewer, taken);
    await told(id, "open", 2500n);
    expect(await held(viewer)).toBe(left);
    await told(id, "lost", 2500n);
    expect(await held(viewer)).toBe(left);
    await told(id, "won", 0n);
    expect(await held(viewer)).toBe(3500n - taken);
    await expectBooksAgree();
  });
});

describe("a payment that was given to the balance, and that the payer's bank takes back", () => {
  const told = (id: string, status: "open" | "lost" | "won", taken: bigint) =>
    transaction(async (tx) => {
      const dispute = {
        reference: `dp_${id}`,
        status,
        reason: "fraudulent",
        amount: money(1000n, "EUR"),
        taken,
        fee: 0n,
        openedAt: now(),
      } as const;
      await recordDispute(tx, await lockTransaction(tx, id), dispute, "webhook", await getSettings(tx));
    });

  test.each([
    ["all of it", 1000n, 0n, 1000n],
    ["what is left of it", 400n, 600n, 0n],
    ["more than is left of it", 700n, 300n, 300n],
  ])("leaves the balance as far as the bank took it beside that: %s", async (_, taken, left, back) => {
    const viewer = await aViewer();
    const { orderId } = await buys(viewer, 0n);
    const { id, gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
    await completeSandboxCheckout(gatewayReference!, CARDS.ok);
    await confirmReturn({ orderId }, viewer);
    const given = taken === 1000n ? 1000n : 600n;
    await giveBack(id, given, "balance");
    await told(id, "open", taken);
    await told(id, "lost", taken);
    expect(await held(viewer)).toBe(left);
    await expectBooksAgree();
    await told(id, "won", 0n);
    expect(await held(viewer)).toBe(given);
    expect((await causes(viewer)).filter(([cause]) => cause === "dispute_won")).toEqual(back > 0n ? [["dispute_won", back]] : []);
    await expectBooksAgree();
  });
});

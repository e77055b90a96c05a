import { beforeAll, describe, expect, it, vi } from "vitest";
import { decide, linkFound } from "#app/operator/gateways/actions.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { gatewayDays, waitingPayments } from "#lib/reports/gateway-days.ts";
import { gatewayHealth } from "#lib/reports/gateway-health.ts";
import { useDatabase } from "#tests/support/database.ts";
import { Refused, submit } from "#tests/support/request.ts";
import { aPlan, aViewer, buy, CARDS, order, payAtSandbox } from "#tests/support/shop.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

useDatabase();

async function aDifference() {
  const found = { gateway: "sandbox", kind: "PAYMENT_UNKNOWN", subject: newId(), currency: "EUR", theirs: 1000n } as const;
  return db.gatewayDifference.create({ data: { ...found, at: now(), foundAt: now() } });
}

describe("who decides about differences", () => {
  it.each([
    ["VIEWER", false],
    ["SUPPORT", false],
    ["FINANCE", true],
    ["OWNER", true],
  ] as const)("%s: %s", async (role, allowed) => {
    await signInAs(role);
    const { id: differenceId } = await aDifference();
    const decision = () => submit(decide, { differenceId, decision: "EXPLAINED", note: "Talked to the bank" });
    const link = () => submit(linkFound, { differenceId, invoice: "2020-1" });
    if (!allowed) {
      await expect(decision()).rejects.toBeInstanceOf(Refused);
      await expect(link()).rejects.toBeInstanceOf(Refused);
      return;
    }
    expect(await link()).toMatchObject({ status: "refused" });
    expect((await submit(decide, { differenceId, decision: "EXPLAINED", note: " " })).errors).toHaveProperty("note");
    expect((await decision()).status).toBe("done");
    expect(await decision()).toMatchObject({ status: "refused" });
    expect(await db.gatewayDifference.findUniqueOrThrow({ where: { id: differenceId } })).toMatchObject({ decision: "EXPLAINED" });
  });
});

describe("what the page says of a gateway", () => {
  beforeAll(async () => {
    const { price } = await aPlan();
    await buy(await aViewer(), price);
    for (const card of [CARDS.insufficientFunds, CARDS.timeout]) {
      const viewer = await aViewer();
      const { orderId } = await order(viewer, price);
      await payAtSandbox(orderId, card);
      const { confirmReturn } = await import("#lib/billing/asking/confirm-return.ts");
      await confirmReturn({ orderId });
    }
  });

  it("tells success, what waits, and open differences", async () => {
    const [health, none] = await gatewayHealth(["sandbox", "nowhere"], now(), "UTC");
    expect(health).toMatchObject({
      id: "sandbox",
      state: "doubtful",
      unknown: 1,
      oldestUnknown: expect.any(Date),
      lastSettled: expect.any(Date),
    });
    expect(health.rates.map(({ days, first, later }) => [days, first.succeeded, first.decided, later.decided])).toEqual([
      [2, 1, 2, 0],
      [7, 1, 2, 0],
      [30, 1, 2, 0],
    ]);
    expect(health.differences).toBe(await db.gatewayDifference.count({ where: { decidedAt: null } }));
    expect(none).toMatchObject({ id: "nowhere", state: "idle", unknown: 0, differences: 0, lastSettled: null });
  });

  it("does not call a gateway silent that only refuses its payouts, and says why it does", async () => {
    const dates = { beganAt: now(), readTo: now(), dueAt: now() };
    const refused = { gateway: "nowhere", failures: 5, error: "the token may not read settlements", ...dates };
    await db.gatewaySweep.create({ data: { ...refused, list: "PAYOUTS" } });
    expect(await gatewayHealth(["nowhere"], now(), "UTC")).toMatchObject([{ state: "doubtful", sweepError: refused.error }]);
    await db.gatewaySweep.create({ data: { ...refused, list: "PAYMENTS" } });
    expect(await gatewayHealth(["nowhere"], now(), "UTC")).toMatchObject([{ state: "silent" }]);
  });

  it("tells days that add up, and keeps what has no answer in sight", async () => {
    const days = await gatewayDays("sandbox", now(), "UTC");
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toMatchObject({ succeeded: 1, declined: 1 });
    expect(await waitingPayments("sandbox")).toMatchObject([{ status: "UNKNOWN", reconcileAt: expect.any(Date) }]);
  });
});

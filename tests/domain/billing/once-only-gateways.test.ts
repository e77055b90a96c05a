import { afterEach, expect, test } from "vitest";
import { money } from "#lib/kernel/money.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { offeredGateways } from "#lib/payments/offered-gateways.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, order } from "#tests/support/shop.ts";

useDatabase();
const cannotChargeAgain = () => Object.assign(sandboxGateway.can, { offSession: false });
afterEach(() => Object.assign(sandboxGateway.can, { offSession: true }));

test("a gateway that cannot charge again is not offered where a plan renews, nor taken", async () => {
  const offered = async () => offeredGateways(await getSettings(), { amount: money(1_000n, "EUR"), renews: true }).map(({ id }) => id);
  expect(await offered()).toEqual(["sandbox"]);
  cannotChargeAgain();
  expect(await offered()).toEqual([]);
  const renewing = order(await aViewer(), (await aPlan()).price);
  await expect(renewing).rejects.toMatchObject({ code: "gateway_unavailable", field: "gateway" });
});

test("it sells what ends after its term", async () => {
  cannotChargeAgain();
  const { price } = await aPlan({ kind: "TRIAL" });
  expect(await order(await aViewer(), price)).toMatchObject({ orderId: expect.any(String) });
  expect(offeredGateways(await getSettings(), { amount: money(1_000n, "EUR") })).toHaveLength(1);
});

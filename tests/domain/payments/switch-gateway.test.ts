import { expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { isOn } from "#lib/payments/registry.ts";
import { switchGateway, switchGatewayInput } from "#lib/payments/switch-gateway.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

const stripe = GATEWAYS.find(({ id }) => id === "stripe")!;
const turn = (gateway: string, enabled: boolean) => switchGateway({ gateway, enabled }, SYSTEM);

it("is as its plug-in says until an operator has switched it, and each by itself", async () => {
  expect(isOn(stripe, await getSettings())).toBe(true);
  await turn("stripe", false);
  await turn("sandbox", true);
  const { gateways } = await getSettings();
  expect(gateways).toEqual({ stripe: { enabled: false }, sandbox: { enabled: true } });
  expect(isOn(stripe, { gateways })).toBe(false);
  await turn("stripe", true);
  expect(isOn(stripe, await getSettings())).toBe(true);
});

it("refuses a gateway that nobody knows, at its field", () => {
  const { error } = switchGatewayInput.safeParse({ gateway: "nobody", enabled: true });
  expect(error?.issues[0].path).toEqual(["gateway"]);
});

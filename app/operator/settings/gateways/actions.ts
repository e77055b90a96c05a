"use server";
import { MAY } from "#lib/identity/roles.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { gateway } from "#lib/payments/registry.ts";
import { operatorAction } from "#lib/web/action.ts";
import { type Tried, tried } from "#lib/web/tried.ts";
import { gatewaySwitchForm, gatewayTestForm } from "../forms.ts";
import { saveSection } from "../save-section.ts";

export const switchGateway = operatorAction(MAY["settings.write"], gatewaySwitchForm, ({ input: { gateway, enabled }, operator, ip }) =>
  saveSection("gateways", { [gateway]: { enabled } }, { operator, ip }),
);

/** Asks the gateway whether its keys work. */
export const testGateway = operatorAction(MAY["settings.write"], gatewayTestForm, ({ input }): Promise<Tried> => {
  const found = gateway(input.gateway);
  if (!found) throw notFound("gateway_absent");
  return tried(() => found.test());
});

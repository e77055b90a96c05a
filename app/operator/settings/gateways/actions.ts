"use server";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { gateway } from "#lib/payments/registry.ts";
import { switchGateway as turn } from "#lib/payments/switch-gateway.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { type Tried, tried } from "#lib/web/forms/tried.ts";
import { changeShop } from "#lib/web/shop/change-shop.ts";
import { gatewaySwitchForm, gatewayTestForm } from "../forms.ts";

export const switchGateway = operatorAction(MAY["settings.write"], gatewaySwitchForm, ({ input, operator, ip }) =>
  changeShop(() => turn(input, operatorActor(operator, ip))),
);

/** Asks the gateway whether its keys work. */
export const testGateway = operatorAction(MAY["settings.write"], gatewayTestForm, ({ input }): Promise<Tried> => {
  const found = gateway(input.gateway);
  if (!found) throw notFound("gateway_absent");
  return tried(() => found.test());
});

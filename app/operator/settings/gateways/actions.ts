"use server";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { offerGateway as offer, orderGateways as order } from "#lib/payments/offer-gateway.ts";
import { setGateway as save } from "#lib/payments/set-gateway.ts";
import { switchGateway as turn } from "#lib/payments/switch-gateway.ts";
import { testGateway as ask, testGatewayInput } from "#lib/payments/test-gateway.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { type Tried, tried } from "#lib/web/forms/tried.ts";
import { changeShop } from "#lib/web/shop/change-shop.ts";
import { gatewayOfferForm, gatewayOrderForm, gatewaySettingsForm, gatewaySwitchForm } from "../forms.ts";

export const switchGateway = operatorAction(MAY["settings.write"], gatewaySwitchForm, ({ input, operator, ip }) =>
  changeShop(() => turn(input, operatorActor(operator, ip))),
);

export const setGateway = operatorAction(MAY["settings.write"], gatewaySettingsForm, ({ input, operator, ip }) =>
  changeShop(() => save(input, operatorActor(operator, ip))),
);

export const offerGateway = operatorAction(MAY["settings.write"], gatewayOfferForm, ({ input, operator, ip }) =>
  changeShop(() => offer(input, operatorActor(operator, ip))),
);

export const orderGateways = operatorAction(MAY["settings.write"], gatewayOrderForm, ({ input, operator, ip }) =>
  changeShop(() => order(input, operatorActor(operator, ip))),
);

/** Asks the gateway whether its keys work. */
export const testGateway = operatorAction(MAY["settings.write"], testGatewayInput, ({ input }): Promise<Tried> => tried(() => ask(input)));

import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { saveParts } from "#lib/settings/change-settings.ts";
import { limits, offerRule } from "#lib/settings/offer-rule.ts";
import { GATEWAYS } from "./plugins.ts";

const gatewayId = z.enum(GATEWAYS.map(({ id }) => id));

export const offerGatewayInput = z.object({ gateway: gatewayId, offer: offerRule.extend({ amounts: limits.default({}) }) });
export type OfferGatewayInput = z.output<typeof offerGatewayInput>;

/** Says to whom, and for what, a gateway is offered. What renews with it is charged all the same. */
export function offerGateway({ gateway, offer }: OfferGatewayInput, actor: Actor): Promise<void> {
  return transaction((tx) => saveParts(tx, { gateways: { [gateway]: { offer } } }, actor));
}

export const orderGatewaysInput = z.object({ gateways: z.array(gatewayId).refine((ids) => new Set(ids).size === ids.length, "invalid") });
export type OrderGatewaysInput = z.output<typeof orderGatewaysInput>;

/** The order in which viewers see the gateways; those that are not named come behind. */
export function orderGateways({ gateways }: OrderGatewaysInput, actor: Actor): Promise<void> {
  const places = gateways.map((id, place) => [id, { place }]);
  return transaction((tx) => saveParts(tx, { gateways: Object.fromEntries(places) }, actor));
}

import type { Money } from "#lib/kernel/money.ts";
import { type OfferRule, offerRule } from "#lib/settings/offer-rule.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { Gateway } from "./gateway.ts";
import type { AmountLimits } from "./gateway-capabilities.ts";
import { isDown } from "./hanging.ts";
import { type OutOfLimits, outOfLimits } from "./limits.ts";
import { gatewaySettings, gateways } from "./registry.ts";

/**
 * What is to be paid. `renews`: it will be charged again without the viewer, or, where it `mayAsk`, they are asked to pay again by themselves. `saves`: it may be charged
 * again, where the gateway can. Without a country it is the company's; without a plan no rule for plans holds.
 */
export type Purchase = {
  amount: Money;
  renews?: boolean;
  mayAsk?: boolean;
  saves?: boolean;
  country?: string | null;
  planId?: string | null;
};

/** `named`: what its operator calls it for viewers. `refusal`: why one does not take the amount. `marks`: the ways to pay that its page offers. `down`: it does not answer at the moment. */
export type OfferedGateway = { id: string; label: string; named?: string; refusal?: OutOfLimits | null; marks?: string[]; down?: boolean };

/** The gateways in use that an operator offers for this, in their order, those that do not answer last; each with why it does not take the amount, if it does not. */
export function offeredGateways(settings: Settings, purchase: Purchase): OfferedGateway[] {
  const country = countryOf(purchase, settings);
  const offered = gateways(settings)
    .filter((gateway) => isOffered(gateway, purchase, settings))
    .map((gateway) => ({
      id: gateway.id,
      label: gateway.label,
      named: gateway.described?.name(gatewaySettings(gateway.id, settings)),
      refusal: refusalOf(gateway, purchase.amount, settings),
      marks: gateway.marks?.({
        amount: purchase.amount,
        country,
        saves: isSaved(gateway, purchase),
        settings: gatewaySettings(gateway.id, settings),
      }),
      down: isDown(gateway.id),
    }));
  return [...offered.filter(({ down }) => !down), ...offered.filter(({ down }) => down)];
}

/** Whether what is paid with there is kept for what comes: only where something does. All that its vendor offers can pay for the rest. */
export function isSaved({ can }: Pick<Gateway, "can">, { renews, saves }: Pick<Purchase, "renews" | "saves">): boolean {
  return can.offSession && (renews ?? saves ?? false);
}

/** Whether a gateway that is in use may be chosen for this: it can be charged again where that is needed, takes the currency, and its operator offers it so. */
export function isOffered(gateway: Gateway, purchase: Purchase, settings: Settings): boolean {
  const { amount, renews, planId } = purchase;
  if ((renews && !renewsWith(gateway, purchase)) || gateway.canTake?.(amount) === false) return false;
  const rule = ruleOf(gateway, settings);
  return (
    holds(rule.countriesAre, rule.countries, countryOf(purchase, settings)) &&
    holds("only", rule.currencies, amount.currency) &&
    (!planId || holds(rule.plansAre, rule.plans, planId))
  );
}

/** What costs nothing yet leaves no reference to pay by later. */
function renewsWith({ can, byHand }: Gateway, { mayAsk, amount }: Purchase): boolean {
  return can.offSession || Boolean(byHand && mayAsk && amount.minor > 0n);
}

/** Why a gateway does not take an amount: by its vendor's limits, or its operator's where they are narrower. */
export function refusalOf(gateway: Gateway, amount: Money, settings: Settings): OutOfLimits | null {
  const { least, most } = ruleOf(gateway, settings).amounts[amount.currency] ?? {};
  return outOfLimits({ limits: (currency) => narrower(gateway.limits?.(currency), least, most) }, amount);
}

function ruleOf({ id }: Gateway, { gateways }: Settings): OfferRule {
  return gateways[id]?.offer ?? EVERYBODY;
}

const EVERYBODY = offerRule.parse({});

function countryOf({ country }: Purchase, { company }: Settings): string {
  return country ?? company.country;
}

function holds(are: "only" | "except", listed: string[], value: string): boolean {
  return listed.length === 0 || listed.includes(value) === (are === "only");
}

function narrower({ minimum, maximum }: AmountLimits = {}, least?: string | null, most?: string | null): AmountLimits {
  const [from, to] = [least ? BigInt(least) : undefined, most ? BigInt(most) : undefined];
  return {
    minimum: minimum === undefined || (from !== undefined && from > minimum) ? from : minimum,
    maximum: maximum === undefined || (to !== undefined && to < maximum) ? to : maximum,
  };
}

import { DomainError } from "#lib/kernel/errors.ts";
import { type Money, toDecimal } from "#lib/kernel/money.ts";
import type { Gateway } from "#lib/payments/gateway.ts";
import { type OutOfLimits, outOfLimits } from "#lib/payments/limits.ts";
import { isOffered, type Purchase, refusalOf } from "#lib/payments/offered-gateways.ts";
import { gateway, gateways } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";

/**
 * A gateway that is offered for a purchase, and takes its amount.
 * @throws `gateway_unavailable`, `amount_too_small`, `amount_too_large` at field `gateway`.
 */
export function requireGateway(id: string, settings: Settings, purchase: Purchase): Gateway {
  const found = gateways(settings).find((gateway) => gateway.id === id);
  if (!found || !isOffered(found, purchase, settings)) throw unavailable();
  return requireWithin(found, refusalOf(found, purchase.amount, settings));
}

/** The gateway of a saved method that is to be charged, whoever it is offered to now. @throws as `requireGateway` does. */
export function requireCharging(id: string, amount: Money): Gateway {
  const found = gateway(id);
  if (!found?.can.offSession) throw unavailable();
  return requireWithin(found, outOfLimits(found, amount));
}

function requireWithin(found: Gateway, outside: OutOfLimits | null): Gateway {
  if (!outside) return found;
  const limit = `${toDecimal(outside.limit)} ${outside.limit.currency}`;
  throw new DomainError(outside.code, { field: "gateway", values: { gateway: found.label, limit } });
}

function unavailable(): DomainError {
  return new DomainError("gateway_unavailable", { field: "gateway" });
}

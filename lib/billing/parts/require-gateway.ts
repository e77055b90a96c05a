import { DomainError } from "#lib/kernel/errors.ts";
import { type Money, toDecimal } from "#lib/kernel/money.ts";
import type { Gateway } from "#lib/payments/gateway.ts";
import { outOfLimits } from "#lib/payments/limits.ts";
import { gateways } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";

type Wanted = { amount?: Money; renews?: boolean };

/**
 * A gateway that is present, switched on, takes such an amount, and can be charged again where what is bought `renews`.
 * @throws `gateway_unavailable`, `amount_too_small`, `amount_too_large` at field `gateway`.
 */
export function requireGateway(id: string, settings: Settings, { amount, renews = false }: Wanted = {}): Gateway {
  const found = gateways(settings).find((gateway) => gateway.id === id);
  if (!found || (renews && !found.can.offSession)) throw new DomainError("gateway_unavailable", { field: "gateway" });
  const outside = amount && outOfLimits(found, amount);
  if (outside)
    throw new DomainError(outside.code, {
      field: "gateway",
      values: { gateway: found.label, limit: `${toDecimal(outside.limit)} ${outside.limit.currency}` },
    });
  return found;
}

import { DomainError } from "#lib/kernel/errors.ts";
import type { PaymentGateway } from "#lib/payments/gateway.ts";
import { gateways } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** A gateway that is present and switched on. @throws `gateway_unavailable` at field `gateway`. */
export function requireGateway(id: string, settings: Settings): PaymentGateway {
  const found = gateways(settings).find((gateway) => gateway.id === id);
  if (!found) throw new DomainError("gateway_unavailable", { field: "gateway" });
  return found;
}

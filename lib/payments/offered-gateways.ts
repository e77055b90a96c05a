import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { type OutOfLimits, outOfLimits } from "./limits.ts";
import { gateways } from "./registry.ts";

/** `refusal`: why one does not take the amount. */
export type OfferedGateway = { id: string; label: string; refusal?: OutOfLimits | null };

/** The gateways in use, each with why it does not take `amount`, if it does not. */
export function offeredGateways(settings: Pick<Settings, "gateways">, amount: Money): OfferedGateway[] {
  return gateways(settings).map((gateway) => ({ id: gateway.id, label: gateway.label, refusal: outOfLimits(gateway, amount) }));
}

import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { type OutOfLimits, outOfLimits } from "./limits.ts";
import { gateways } from "./registry.ts";

/** `refusal`: why one does not take the amount. */
export type OfferedGateway = { id: string; label: string; refusal?: OutOfLimits | null };

/** The gateways in use, each with why it does not take `amount`, if it does not. What `renews` is paid only where it can be charged again. */
export function offeredGateways(settings: Pick<Settings, "gateways">, amount: Money, { renews = false } = {}): OfferedGateway[] {
  const able = gateways(settings).filter(({ can }) => can.offSession || !renews);
  return able.map((gateway) => ({ id: gateway.id, label: gateway.label, refusal: outOfLimits(gateway, amount) }));
}

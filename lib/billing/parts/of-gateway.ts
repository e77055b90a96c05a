import type { Prisma } from "#lib/db/generated/client.ts";
import type { Lane } from "#lib/payments/lanes.ts";
import { gatewayIds } from "#lib/payments/registry.ts";

/** The subscriptions whose saved method is in the lane. */
export function payingThrough(lane: Lane): Prisma.SubscriptionWhereInput {
  if (lane === undefined) return {};
  if (lane !== null) return { paymentMethod: { gateway: lane } };
  return { OR: [{ paymentMethodId: null }, { paymentMethod: { gateway: { notIn: gatewayIds() } } }] };
}

import type { Prisma } from "#lib/db/generated/client.ts";
import { gatewayIds } from "#lib/payments/registry.ts";

/**
 * Whose rows a run takes: those of one gateway, or with null those of none that is installed. Each has a run of its own, so that one which
 * hangs holds up no other's rows. Undefined: everybody's.
 */
export type Lane = string | null | undefined;

export function lanes(): Lane[] {
  return [...gatewayIds(), null];
}

/** The subscriptions whose saved method is in the lane. */
export function payingThrough(lane: Lane): Prisma.SubscriptionWhereInput {
  if (lane === undefined) return {};
  if (lane !== null) return { paymentMethod: { gateway: lane } };
  return { OR: [{ paymentMethodId: null }, { paymentMethod: { gateway: { notIn: gatewayIds() } } }] };
}

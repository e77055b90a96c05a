import { db } from "#lib/db/client.ts";
import { type PaymentMethod, Prisma } from "#lib/db/generated/client.ts";
import { takeDue } from "#lib/db/lease.ts";
import { spelled } from "#lib/db/spelled.ts";
import { gatewayIds } from "./registry.ts";
import { UNDER_WAY } from "./state.ts";

/** What was not told is told again after this. */
const AGAIN_MS = 60 * 60_000;

/**
 * Takes detached methods that their gateways still know. One that is being charged waits for the answer, for the request may have to be repeated; one that
 * another viewer has, too, stays known.
 */
export function takeForgettable(limit: number): Promise<PaymentMethod[]> {
  const which = Prisma.sql`"gateway" = ANY(${gatewayIds()})
    AND NOT EXISTS (SELECT FROM "Transaction" t WHERE t."customerId" = "PaymentMethod"."customerId" AND t."paymentMethodId" = "PaymentMethod"."id" AND t."status" IN ${spelled(UNDER_WAY)})
    AND NOT EXISTS (SELECT FROM "PaymentMethod" o WHERE o."gateway" = "PaymentMethod"."gateway" AND o."reference" = "PaymentMethod"."reference" AND o."detachedAt" IS NULL)`;
  return takeDue("PaymentMethod", { due: "forgetAt", which, limit, forMs: AGAIN_MS });
}

/** Its gateway has forgotten it. Returns whether its viewer has saved it again meanwhile. */
export async function noteForgotten(id: string): Promise<boolean> {
  const { count } = await db.paymentMethod.updateMany({ where: { id, detachedAt: { not: null } }, data: { forgetAt: null } });
  return count === 0;
}

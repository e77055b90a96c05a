import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { notePayerTold } from "#lib/customers/payer-told.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { gateway } from "#lib/payments/registry.ts";

/**
 * Passes changed names and addresses on to the gateways, whose own receipts and refund notices go there. PostgreSQL notes who has changed; one that
 * gives no answer is told again. Returns how many viewers.
 */
export async function tellGateways(limit = 100): Promise<number> {
  const due = await db.customer.findMany({
    where: { payerDueAt: { lte: now() }, id: { notIn: resting() } },
    orderBy: { payerDueAt: "asc" },
    take: limit,
    select: { id: true },
  });
  return eachSafely(due, "telling a gateway who pays", ({ id }) => tell(id));
}

async function tell(id: string): Promise<boolean> {
  const { email, name, payerDueAt, paymentMethods } = await db.customer.findUniqueOrThrow({
    where: { id },
    include: {
      paymentMethods: {
        where: { customerReference: { not: null } },
        distinct: ["gateway", "customerReference"],
        select: { gateway: true, customerReference: true },
      },
    },
  });
  for (const method of paymentMethods)
    await gateway(method.gateway)?.updatePayer?.({ id, email, name, reference: method.customerReference! });
  await notePayerTold({ id, payerDueAt, email, name });
  return true;
}

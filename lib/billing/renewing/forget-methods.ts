import { followMethod } from "#lib/billing/asking/follow-method.ts";
import { eachSafely } from "#lib/billing/parts/each-safely.ts";
import { noteForgotten, takeForgettable } from "#lib/payments/forget-due.ts";
import { gateway } from "#lib/payments/registry.ts";

/** Lets gateways forget saved methods that were taken out of use here; one that gives no answer is told again. Returns how many were forgotten. */
export async function forgetMethods(limit = 100): Promise<number> {
  return eachSafely(await takeForgettable(limit), "letting a gateway forget a method", async (method) => {
    const plugin = gateway(method.gateway);
    const { id, reference, customerReference } = method;
    await plugin?.forgetMethod?.({ reference, customerReference: customerReference ?? undefined });
    if ((await noteForgotten(id)) && plugin) await followMethod(plugin, reference);
    return true;
  });
}

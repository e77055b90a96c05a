import type { Tx } from "#lib/db/transaction.ts";
import { env } from "#lib/kernel/env.ts";
import { unseal } from "#lib/kernel/seal.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { notify } from "./notify.ts";

/** The way in: plan, login of the TV app, where to watch. */
export async function sendWelcome(tx: Tx, subscriptionId: string, settings: Settings): Promise<void> {
  const { plan, customerId, renewsAt } = await tx.subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    include: { plan: true },
  });
  await notify(tx, "welcome", {
    dedupeKey: `welcome:${subscriptionId}`,
    customerId,
    refs: { subscriptionId },
    variables: (links, customer) => ({
      plan: { name: plan.name },
      login: { user_id: customer.serviceUserId },
      renews_on: renewsAt,
      links: { app: settings.brand.appUrl || settings.brand.apps[0]?.url || env().APP_URL, account: links.account },
    }),
    secrets: (customer) => ({ login: { password: unseal(customer.servicePassword) } }),
  });
}

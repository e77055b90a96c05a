import type { Customer, Plan, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { env } from "#lib/kernel/env.ts";
import { unseal } from "#lib/kernel/seal.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { notify } from "./notify.ts";

export type Welcome = { subscription: Subscription; plan: Plan; customer: Customer };

/** The way in: plan, login of the TV app, where to watch. */
export async function sendWelcome(tx: Tx, { subscription, plan, customer }: Welcome, settings: Settings): Promise<void> {
  await notify(tx, "welcome", settings, {
    dedupeKey: `welcome:${subscription.id}`,
    customer,
    refs: { subscriptionId: subscription.id },
    variables: (links) => ({
      plan: { name: plan.name },
      login: { user_id: customer.serviceUserId },
      renews_on: subscription.cancelAtPeriodEnd ? null : subscription.renewsAt,
      links: { app: settings.brand.appUrl || settings.brand.apps[0]?.url || env().APP_URL, account: links.account },
    }),
    secrets: { login: { password: unseal(customer.servicePassword) } },
  });
}

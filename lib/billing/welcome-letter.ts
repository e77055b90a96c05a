import type { Customer, Plan, Subscription } from "#lib/db/generated/client.ts";
import { env } from "#lib/kernel/env.ts";
import { unseal } from "#lib/kernel/seal.ts";
import type { Letter } from "#lib/messages/queue.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { letter } from "./notify.ts";

export type Welcome = { subscription: Subscription; plan: Plan; customer: Customer };

/** The way in: plan, login of the TV app, where to watch. */
export function welcomeLetter({ subscription, plan, customer }: Welcome, settings: Settings): Letter {
  return letter("welcome", {
    dedupeKey: `welcome:${subscription.id}`,
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

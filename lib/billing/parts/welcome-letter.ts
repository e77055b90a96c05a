import { serviceLogin } from "#lib/customers/open-service-login.ts";
import type { Customer, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { env } from "#lib/kernel/env.ts";
import type { Letter } from "#lib/messages/sending/queue.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { letter } from "./notify.ts";

export type Welcome = { subscription: Subscription; planName: string; customer: Customer };

/** The way in: plan, login of the TV app, where to watch. The customer's row is locked. */
export async function welcomeLetter(tx: Tx, { subscription, planName, customer }: Welcome, settings: Settings): Promise<Letter> {
  const { userId, password } = await serviceLogin(tx, customer);
  return letter("welcome", {
    dedupeKey: `welcome:${subscription.id}`,
    refs: { subscriptionId: subscription.id },
    variables: (links) => ({
      plan: { name: planName },
      login: { user_id: userId },
      renews_on: subscription.cancelAtPeriodEnd ? null : subscription.renewsAt,
      links: { app: settings.brand.appUrl || settings.brand.apps[0]?.url || env().APP_URL, account: links.account },
    }),
    secrets: { login: { password } },
  });
}

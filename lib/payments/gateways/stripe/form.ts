import type Stripe from "stripe";
import type { FormHosts, FormNeeds } from "../../gateway-form.ts";

/** What Stripe's form on a page of ours may load, show and ask. Source: docs.stripe.com/security/guide, "Content security policy" */
export const STRIPE_HOSTS: FormHosts = {
  script: ["https://js.stripe.com", "https://*.js.stripe.com"],
  frame: ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"],
  connect: ["https://api.stripe.com"],
};

/** The languages of Stripe's form; any other is left to the browser. */
const LOCALES = new Set(
  "ar bg cs da de el en es et fi fil fr he hr hu id it ja ko lt lv ms mt nb nl no pl pt ro ru sk sl sv th tr vi zh".split(" "),
);

/** The secret of an open session, as Stripe says it now: it lets its bearer pay that session, and see what it is for. */
export async function formNeeds(
  stripe: Stripe,
  key: string,
  { reference, locale }: { reference: string; locale: string },
): Promise<FormNeeds | null> {
  const { status, client_secret: secret } = await stripe.checkout.sessions.retrieve(reference);
  return status === "open" && secret ? { key, secret, locale: LOCALES.has(locale) ? locale : "auto" } : null;
}

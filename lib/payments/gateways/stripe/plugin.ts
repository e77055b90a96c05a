import { z } from "zod";
import { httpAddress, type KeyValues } from "#lib/kernel/keys.ts";
import type { GatewayPlugin } from "../../gateway.ts";
import { STRIPE_DECLINES } from "./declines.ts";
import { STRIPE_HOSTS } from "./form.ts";
import { stripeGateway } from "./gateway.ts";
import { MARK_SETTINGS } from "./marks.ts";

/** Source: docs.stripe.com/get-started/account/statement-descriptors. With a prefix of the longest kind and "* " between, 10 characters fit. */
const suffix = z
  .string()
  .regex(/^[A-Za-z0-9 .&-]+$/, "invalid_statement")
  .regex(/[A-Za-z]/, "invalid_statement");

const secret = z
  .string()
  .regex(/^(sk|rk)_(org_)?(live|test)_/, "a secret key begins with sk_live_ or sk_test_, a restricted one with rk_live_ or rk_test_");
const signing = z
  .string()
  .regex(/^whsec_/, "a signing secret begins with whsec_ (we_ is the id of the endpoint, which has the secret on its page)");

/** Browsers get this one: a secret key in its place must not get there. */
const publishable = z.string().regex(/^pk_(live|test)_/, "a publishable key begins with pk_live_ or pk_test_");

const modeOf = (key = "") => /_(live|test)_/.exec(key)?.[1];

/** Keys of two modes know nothing of each other's payments. */
function sameMode({ STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY }: KeyValues): string | undefined {
  const [secret, publishable] = [modeOf(STRIPE_SECRET_KEY), modeOf(STRIPE_PUBLISHABLE_KEY)];
  return secret && secret !== publishable ? `is of ${publishable} mode, and STRIPE_SECRET_KEY of ${secret} mode` : undefined;
}

export const stripe: GatewayPlugin = {
  id: "stripe",
  label: "Stripe",
  offered: true,
  keys: [
    { name: "STRIPE_SECRET_KEY", required: true, shape: secret, example: "sk_live_…, from dashboard.stripe.com/apikeys" },
    { name: "STRIPE_WEBHOOK_SECRET", shape: signing, example: "whsec_…" },
    { name: "STRIPE_PUBLISHABLE_KEY", shape: publishable, beside: sameMode, example: "pk_live_…" },
    { name: "STRIPE_API_BASE", hidden: true, shape: httpAddress, example: "https://api.stripe.com" },
  ],
  settings: [
    {
      name: "place",
      label: "Where viewers pay",
      kind: "choice",
      options: [
        { value: "hosted", label: "On Stripe's page" },
        { value: "here", label: "In a form on your own page", needs: "STRIPE_PUBLISHABLE_KEY" },
      ],
      default: "hosted",
    },
    { name: "statementSuffix", label: "On card statements, after your name", kind: "line", max: 10, shape: suffix },
    ...MARK_SETTINGS,
  ],
  declines: STRIPE_DECLINES,
  formHosts: STRIPE_HOSTS,
  open: ({ STRIPE_SECRET_KEY = "", STRIPE_WEBHOOK_SECRET, STRIPE_PUBLISHABLE_KEY, STRIPE_API_BASE }) =>
    stripeGateway({
      secretKey: STRIPE_SECRET_KEY,
      webhookSecret: STRIPE_WEBHOOK_SECRET,
      publishableKey: STRIPE_PUBLISHABLE_KEY,
      apiBase: STRIPE_API_BASE,
    }),
};

import type { Env } from "#lib/kernel/env.ts";

const AT_HOME = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** What a laptop may do without, but viewers would notice: a line each for the one who starts the shop. `given` is the environment as it was. */
export function startWarnings(
  { APP_URL, TRUSTED_PROXIES, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, SMTP_URL }: Env,
  given: Record<string, string | undefined>,
  sandboxEnabled: boolean,
): string[] {
  const { protocol, hostname } = new URL(APP_URL);
  const cases: [boolean, string][] = [
    [Boolean(given.DATABASE_URL && !given.APP_URL), `APP_URL is not set: links in messages and on payment pages lead to ${APP_URL}.`],
    [
      protocol === "http:" && !AT_HOME.test(hostname),
      "APP_URL is http: passwords and sessions travel readably. Put a TLS proxy in front and set APP_URL=https://…",
    ],
    [
      protocol === "https:" && TRUSTED_PROXIES === 0,
      "TRUSTED_PROXIES is 0: behind a proxy all viewers share one address, and so its limits. Say how many proxies there are.",
    ],
    [
      Boolean(STRIPE_SECRET_KEY && !STRIPE_WEBHOOK_SECRET),
      "STRIPE_WEBHOOK_SECRET is not set: payments of viewers who do not come back are noticed late, refunds and disputes at Stripe not at all.",
    ],
    [
      Boolean(STRIPE_SECRET_KEY && sandboxEnabled),
      "The sandbox is switched on beside Stripe: anybody can buy with a test card. Switch it off under Settings.",
    ],
    [
      !SMTP_URL,
      "SMTP_URL is not set: nobody gets an email, nor an operator who forgot their password. Messages are kept in the dashboard.",
    ],
  ];
  return cases.flatMap(([holds, line]) => (holds ? [line] : []));
}

import type { Env } from "#lib/kernel/env.ts";
import type { ChannelPlugin, MessageChannel } from "#lib/messages/channel.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import type { Gateway } from "#lib/payments/gateway.ts";

const AT_HOME = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

type Offered = Pick<Gateway, "label" | "can" | "pretends" | "testMode">;

/**
 * What a laptop may do without, but viewers would notice: a line each for the one who starts the shop. `given` is the environment as it was, `offered`
 * the gateways that viewers may choose, `email` the channel that carries it.
 */
export function startWarnings(
  { APP_URL, TRUSTED_PROXIES }: Env,
  given: Record<string, string | undefined>,
  offered: Offered[],
  email: Pick<MessageChannel, "keeps">,
): string[] {
  const { protocol, hostname } = new URL(APP_URL);
  const real = offered.filter(({ pretends }) => !pretends);
  const pretending = offered.filter(({ pretends }) => pretends);
  const testing = real.filter(({ testMode }) => testMode);
  const silent = real.filter(({ can }) => !can.webhooks);
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
      silent.length > 0,
      `No webhook secret is set for ${named(silent)}: payments of viewers who do not come back are noticed late, refunds and disputes made there not at all.`,
    ],
    [
      real.length > 0 && pretending.length > 0,
      `Switched on beside ${named(real)}: ${named(pretending)}. Anybody can buy with a test card. Switch it off under Settings.`,
    ],
    [
      testing.length > 0,
      `Keys of the test mode are set for ${named(testing)}: anybody can buy with a test card, and no money comes. Put in the live keys before you sell.`,
    ],
    [
      Boolean(email.keeps),
      `Email has no channel (${keysFor("EMAIL")} not set): nobody gets an email, nor an operator who forgot their password. Messages are kept in the dashboard.`,
    ],
  ];
  return cases.flatMap(([holds, line]) => (holds ? [line] : []));
}

function named(gateways: Offered[]): string {
  return gateways.map(({ label }) => label).join(", ");
}

/** What any one channel of the kind needs. */
function keysFor(kind: ChannelPlugin["kind"]): string {
  const able = CHANNELS.filter((channel) => channel.kind === kind);
  return able.map(({ keys }) => keys.flatMap(({ name, required }) => (required ? [name] : [])).join(" and ")).join(" or ");
}

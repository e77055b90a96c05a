import Stripe from "stripe";

export type StripeConfig = {
  secretKey: string;
  /** Without it webhooks cannot be verified, and none is read. */
  webhookSecret?: string;
  /** Of the form on our own page: browsers get it. Without it viewers pay on Stripe's page. */
  publishableKey?: string;
  /** Points the SDK elsewhere (a stand-in), e.g. `http://127.0.0.1:4009`. */
  apiBase?: string;
  /** How long a request waits for its answer, in milliseconds. */
  timeoutMs?: number;
};

/** The version whose fields the plug-in was written for; an upgrade of the SDK changes it on purpose, not by itself. */
const API_VERSION = "2026-10-28.endive";
const TIMEOUT_MS = 20_000;

export function stripeClient({ secretKey, apiBase, timeoutMs = TIMEOUT_MS }: StripeConfig): Stripe {
  const base = apiBase ? new URL(apiBase) : null;
  return new Stripe(secretKey, {
    apiVersion: API_VERSION,
    timeout: timeoutMs,
    maxNetworkRetries: 1,
    telemetry: false,
    appInfo: { name: "Streamtill" },
    ...(base && { host: base.hostname, port: base.port || undefined, protocol: base.protocol === "http:" ? "http" : "https" }),
  });
}

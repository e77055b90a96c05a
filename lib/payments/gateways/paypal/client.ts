import { setTimeout as sleep } from "node:timers/promises";
import type { OrdersController, PaymentsController, TransactionSearchController, VaultController } from "@paypal/paypal-server-sdk";
import { type Answer, exchange } from "#lib/kernel/exchange.ts";
import { payPalToken } from "./token.ts";

export type PayPalConfig = {
  clientId: string;
  clientSecret: string;
  /** Of the webhook at PayPal; without it webhooks cannot be verified, and none is read. */
  webhookId?: string;
  /** PayPal's sandbox (https://api-m.sandbox.paypal.com), or a stand-in. */
  apiBase?: string;
  /** How long a request waits for its answer, in milliseconds. */
  timeoutMs?: number;
};

export const LIVE = "https://api-m.paypal.com";
const TIMEOUT_MS = 20_000;
const SOON_MS = 2_000;
const PAUSE_MS = 300;

type Sdk = { orders: OrdersController; payments: PaymentsController; vault: VaultController; search: TransactionSearchController };
type Sent = { method: string; path: string; headers?: Record<string, string>; body?: string };

export type PayPal = {
  /** PayPal's own library, loaded when it is first needed: shops without PayPal do not wait for it. */
  sdk(): Promise<Sdk>;
  /** Reads what the library does not cover. @throws PayPalError for any answer but a success. */
  read<T>(path: string): Promise<T>;
};

/** An answer to `read` that is no success; the library has its own, of the same shape. */
class PayPalError extends Error {
  override name = "PayPalError";
  readonly statusCode: number;
  readonly body: string;
  constructor(statusCode: number, body: string) {
    super(`PayPal answers ${statusCode}`);
    this.statusCode = statusCode;
    this.body = body;
  }
}

export function payPalClient({ clientId, clientSecret, apiBase = LIVE, timeoutMs = TIMEOUT_MS }: PayPalConfig): PayPal {
  const origin = new URL(apiBase).origin;
  const token = payPalToken({ clientId, clientSecret, origin, timeoutMs });

  async function attempt({ method, path, headers, body }: Sent): Promise<Answer> {
    const authorization = `Bearer ${await token.current()}`;
    return exchange(`${origin}${path}`, { method, headers: { ...headers, authorization }, body, timeoutMs });
  }

  /** A token that was taken back before its time does nothing: the same is sent once more with a new one. */
  async function send(sent: Sent): Promise<Answer> {
    const answer = await (sent.method === "GET" ? attemptTwice(sent) : attempt(sent));
    if (answer.status !== 401) return answer;
    token.forget();
    return attempt(sent);
  }

  /** What reads is sent once more where it was soon plain that no answer comes, or one that says nothing. What moves money is not: we look what became of it. */
  async function attemptTwice(sent: Sent): Promise<Answer> {
    await token.current(); // asked for once: wrong keys are no silence
    const began = performance.now();
    const isSoon = () => performance.now() - began < SOON_MS;
    const answer = await attempt(sent).catch((error: unknown) => {
      if (!isSoon()) throw error;
    });
    if (answer && (answer.status < 500 || !isSoon())) return answer;
    await sleep(PAUSE_MS);
    return attempt(sent);
  }

  let loaded: Promise<Sdk> | undefined;
  return {
    sdk: () => (loaded ??= load(send)),
    async read<T>(path: string) {
      const { status, text } = await send({ method: "GET", path, headers: { accept: "application/json" } });
      if (status < 200 || status > 299) throw new PayPalError(status, text);
      return JSON.parse(text) as T;
    },
  };
}

type AxiosRequest = { method?: string; url?: string; headers?: Record<string, unknown>; data?: unknown };

/** The library knows two addresses, and makes a token for each client and request at once: it is given our way to send. */
async function load(send: (sent: Sent) => Promise<Answer>): Promise<Sdk> {
  const paypal = await import("@paypal/paypal-server-sdk");
  const client = new paypal.Client({
    environment: paypal.Environment.Production,
    clientCredentialsAuthCredentials: {
      oAuthClientId: "",
      oAuthClientSecret: "",
      oAuthToken: { accessToken: "of-ours", tokenType: "Bearer" },
    },
    unstable_httpClientOptions: {
      adapter: async (config: AxiosRequest) => {
        const { pathname, search } = new URL(config.url ?? "");
        const headers = Object.fromEntries(
          Object.entries(config.headers ?? {}).flatMap(([name, value]) => (typeof value === "string" ? [[name.toLowerCase(), value]] : [])),
        );
        const body = typeof config.data === "string" ? config.data : undefined;
        const answer = await send({ method: (config.method ?? "get").toUpperCase(), path: `${pathname}${search}`, headers, body });
        return { data: answer.text, status: answer.status, statusText: "", headers: answer.headers, config, request: null };
      },
    },
  });
  return {
    orders: new paypal.OrdersController(client),
    payments: new paypal.PaymentsController(client),
    vault: new paypal.VaultController(client),
    search: new paypal.TransactionSearchController(client),
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import { createMollieClient, MollieApiError, type MollieClient } from "@mollie/api-client";
import { type Answer, exchange } from "#lib/kernel/exchange.ts";

export type MollieConfig = {
  apiKey: string;
  /** An access token of the whole organisation, which alone reads what Mollie sends to the bank. */
  organizationToken?: string;
  /** Points the SDK elsewhere (a stand-in), e.g. `http://127.0.0.1:4009`. */
  apiBase?: string;
  /** How long a request waits for its answer, in milliseconds. */
  timeoutMs?: number;
};

type Connection = Pick<MollieConfig, "apiBase" | "timeoutMs">;

export const ORGANIZATION_TOKEN = "MOLLIE_ORGANIZATION_TOKEN";
const TIMEOUT_MS = 20_000;
const PAUSE_MS = 300;

/** What the SDK's network client sends with; its binders share one. */
type Sender = { request(path: string, options?: RequestInit): Promise<unknown> };

/**
 * Mollie's SDK, with a transport of ours under it: its own waits for an answer without end, speaks https alone, so that no stand-in can be reached, and
 * sleeps for seconds after an error. Every request that makes something carries a key, so it is sent once more when no answer came.
 * @param secret - an API key, or an access token
 */
export function mollieClient(secret: string, { apiBase = "https://api.mollie.com", timeoutMs = TIMEOUT_MS }: Connection): MollieClient {
  const named = secret.startsWith("access_") ? { accessToken: secret } : { apiKey: secret };
  const client = createMollieClient({ ...named, versionStrings: "Streamtill/1", apiEndpoint: `${apiBase.replace(/\/$/, "")}/v2/` });
  const root = new URL("v2/", `${apiBase.replace(/\/$/, "")}/`);
  const headers = { authorization: `Bearer ${secret}`, accept: "application/hal+json", "content-type": "application/json" };
  senderOf(client).request = async (path, options = {}) => {
    const send = () =>
      exchange(new URL(path, root), {
        method: options.method ?? "GET",
        headers: { ...headers, ...(options.headers as Record<string, string> | undefined) },
        body: options.body as string | undefined,
        timeoutMs,
      }).then(read);
    try {
      return await send();
    } catch (error) {
      if (!isSilence(error)) throw error;
      await sleep(PAUSE_MS);
      return send();
    }
  };
  return client;
}

function read({ status, text }: Answer): unknown {
  const isOk = status >= 200 && status < 300;
  if (isOk && text === "") return true;
  const answer = JSON.parse(text) as unknown;
  if (isOk) return answer;
  throw MollieApiError.createFromResponse({ ...(answer as object), status }, undefined);
}

/** No answer came, or one that says nothing about the request. */
function isSilence(error: unknown): boolean {
  return !(error instanceof MollieApiError) || (error.statusCode ?? 500) >= 500;
}

/** @throws when an SDK of another version keeps it elsewhere. */
function senderOf(client: MollieClient): Sender {
  const { networkClient } = client.payments as unknown as { networkClient?: { networkClient?: Sender } };
  if (typeof networkClient?.networkClient?.request !== "function") throw new Error("Mollie's SDK has no transport where it is looked for");
  return networkClient.networkClient;
}

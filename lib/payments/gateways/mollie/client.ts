import { createMollieClient, MollieApiError, type MollieClient } from "@mollie/api-client";

export type MollieConfig = {
  apiKey: string;
  /** An access token of the whole organisation, which alone reads what Mollie sends to the bank. */
  organizationToken?: string;
  /** Points the SDK elsewhere (a stand-in), e.g. `http://127.0.0.1:4009`. */
  apiBase?: string;
};

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
export function mollieClient(secret: string, apiBase = "https://api.mollie.com"): MollieClient {
  const named = secret.startsWith("access_") ? { accessToken: secret } : { apiKey: secret };
  const client = createMollieClient({ ...named, versionStrings: "Streamtill/1", apiEndpoint: `${apiBase.replace(/\/$/, "")}/v2/` });
  const root = new URL("v2/", `${apiBase.replace(/\/$/, "")}/`);
  const headers = { authorization: `Bearer ${secret}`, accept: "application/hal+json", "content-type": "application/json" };
  senderOf(client).request = async (path, options = {}) => {
    const send = () =>
      fetch(new URL(path, root), {
        ...options,
        headers: { ...headers, "user-agent": "Streamtill", ...(options.headers as Record<string, string> | undefined) },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).then(read);
    try {
      return await send();
    } catch (error) {
      if (!isSilence(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      return send();
    }
  };
  return client;
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (response.ok && text === "") return true;
  const answer = JSON.parse(text) as unknown;
  if (response.ok) return answer;
  throw MollieApiError.createFromResponse({ ...(answer as object), status: response.status }, undefined);
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

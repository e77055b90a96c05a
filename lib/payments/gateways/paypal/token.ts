import { exchange } from "#lib/kernel/exchange.ts";

/** A token is renewed a little before its time. */
const MARGIN_MS = 60_000;

type Account = { clientId: string; clientSecret: string; origin: string; timeoutMs: number };
export type Token = { current(): Promise<string>; forget(): void };

/** The token that every request carries: asked for once, and again when its time is over. */
export function payPalToken({ clientId, clientSecret, origin, timeoutMs }: Account): Token {
  let held: { value: Promise<string>; until: number } | undefined;

  async function ask(): Promise<string> {
    const { status, text } = await exchange(`${origin}/v1/oauth2/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
      timeoutMs,
    });
    if (status === 401) throw new Error("PayPal refuses PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET");
    if (status !== 200) throw new Error(`PayPal gives no token: ${status}`);
    const { access_token, expires_in } = JSON.parse(text) as { access_token: string; expires_in: number };
    if (held) held.until = Date.now() + expires_in * 1000 - MARGIN_MS;
    return access_token;
  }

  const forget = () => {
    held = undefined;
  };
  return {
    forget,
    current() {
      if (held && Date.now() < held.until) return held.value;
      held = { value: Promise.resolve(""), until: Number.POSITIVE_INFINITY };
      held.value = ask().catch((error: unknown) => {
        forget();
        throw error;
      });
      return held.value;
    },
  };
}

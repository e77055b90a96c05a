const TIMEOUT_MS = 20_000;
/** A token is renewed a little before its time. */
const MARGIN_MS = 60_000;

export type Token = { current(): Promise<string>; forget(): void };

/** The token that every request carries: asked for once, and again when its time is over. */
export function payPalToken({ clientId, clientSecret, origin }: { clientId: string; clientSecret: string; origin: string }): Token {
  let held: { value: Promise<string>; until: number } | undefined;

  async function ask(): Promise<string> {
    const answer = await fetch(`${origin}/v1/oauth2/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await answer.text();
    if (answer.status === 401) throw new Error("PayPal refuses PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET");
    if (!answer.ok) throw new Error(`PayPal gives no token: ${answer.status}`);
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

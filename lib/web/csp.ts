import { createHash } from "node:crypto";

/**
 * The Content-Security-Policy of a page. `scripts` are the sources its inline scripts are allowed by: a nonce, or hashes.
 * Posters may be anywhere on the web; a form may end, by redirect, on a payment gateway's page, and on this machine at our own address or at a
 * gateway's stand-in, where those are http.
 */
export function contentSecurityPolicy(scripts: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src ${["'self'", scripts, development && "'unsafe-eval'"].filter(Boolean).join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    `form-action ${["'self'", "https:", ...plainOrigins()].join(" ")}`,
    "frame-ancestors 'self'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/** Our own address and the gateway's, as far as they are set to http: on a laptop and in tests. */
function plainOrigins(): string[] {
  const { APP_URL, STRIPE_API_BASE } = process.env;
  return [APP_URL, STRIPE_API_BASE].flatMap((address) => (address?.startsWith("http:") ? new URL(address).origin : []));
}

/** The policy of a page that is served from cache, where no nonce can be: its inline scripts are named by their hashes. */
export function hashedPolicy(html: string): string {
  const hashes = new Set<string>();
  for (const [, attributes, body] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (/\ssrc=/.test(attributes) || !body) continue;
    hashes.add(`'sha256-${createHash("sha256").update(body).digest("base64")}'`);
  }
  return contentSecurityPolicy([...hashes].join(" "));
}

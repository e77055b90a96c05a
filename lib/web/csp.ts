import { createHash } from "node:crypto";

/**
 * The Content-Security-Policy of a page. `scripts` are the sources its inline scripts are allowed by: a nonce, or hashes.
 * Posters may be anywhere on the web; a form may end, by redirect, on a payment gateway's page.
 */
export function contentSecurityPolicy(scripts: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts}${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "form-action 'self' https: http://localhost:* http://127.0.0.1:*",
    "frame-ancestors 'self'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join("; ");
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

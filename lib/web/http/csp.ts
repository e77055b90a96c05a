import { plainOrigins } from "#lib/kernel/plain-origins.ts";

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

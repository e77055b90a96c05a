import { plainOrigins } from "#lib/kernel/plain-origins.ts";
import type { FormHosts } from "#lib/payments/gateway-form.ts";

/**
 * The Content-Security-Policy of a page. `scripts` are the sources its inline scripts are allowed by: a nonce, or hashes.
 * Posters may be anywhere on the web; a form may end, by redirect, on a payment gateway's page, and on this machine at our own address or at a
 * gateway's stand-in, where those are http. `hosts`: of a vendor's form that the page shows.
 */
export function contentSecurityPolicy(scripts: string, hosts: FormHosts = NO_HOSTS): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src ${["'self'", scripts, ...hosts.script, development && "'unsafe-eval'"].filter(Boolean).join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    `frame-src ${["'self'", ...hosts.frame].join(" ")}`,
    `connect-src ${["'self'", ...hosts.connect, development && "ws:"].filter(Boolean).join(" ")}`,
    `form-action ${["'self'", "https:", ...plainOrigins()].join(" ")}`,
    "frame-ancestors 'self'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join("; ");
}

const NO_HOSTS: FormHosts = { script: [], frame: [], connect: [] };

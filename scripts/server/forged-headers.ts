import type { IncomingHttpHeaders } from "node:http";

/**
 * What the framework and the product tell themselves by header, and would believe of anybody: a policy's nonce (Next writes it into the page,
 * and a page from cache is everybody's), the path that signing in leads back to, what middleware and rewrites decided, other hosts.
 */
const OURS =
  /^(?:content-security-policy(?:-report-only)?$|forwarded$|next-resume$|x-(?:nonce$|streamtill-|middleware-|invoke-|invocation-|matched-path$|now-|next-|nextjs-data$|prerender-|action-|vercel-|original-|rewrite-|forwarded-(?!for$)))/;

/** Takes away what only we, or the proxies in front, may say. A proxy is believed the scheme, and the host if it is our own. */
export function dropForgedHeaders(headers: IncomingHttpHeaders, trustedProxies: number, appUrl: string): void {
  const { "x-forwarded-proto": scheme, "x-forwarded-host": host } = headers;
  for (const name of Object.keys(headers)) if (OURS.test(name)) delete headers[name];
  if (trustedProxies === 0) return;
  if (scheme === "http" || scheme === "https") headers["x-forwarded-proto"] = scheme;
  if (host === new URL(appUrl).host) headers["x-forwarded-host"] = host;
}

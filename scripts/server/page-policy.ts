import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import { contentSecurityPolicy } from "#lib/web/http/csp.ts";

const NO_PAGE = /^\/(?:market\/|api\/|_next\/|art\/|favicon|icon)|\.(?:svg|png|ico|txt|xml|webmanifest)(?:\?|$)/;

/**
 * Pages made for one reader get a nonce for the framework's inline scripts, which Next reads from the request's policy, and are told their address,
 * to which signing in leads back. Here, for a `proxy.ts` would make a request of Next's own of each. Pages from cache have no such scripts
 * (lib/web/http/plain-page.ts).
 */
export function pagePolicy(next: RequestListener): RequestListener {
  const policyOfAll = contentSecurityPolicy("'nonce-OF_PAGE' 'strict-dynamic'"); // reads the whole environment: not for each page
  return (request, response) => {
    const address = request.url ?? "";
    if (!NO_PAGE.test(address)) {
      const policy = policyOfAll.replace("OF_PAGE", btoa(randomUUID()));
      request.headers["content-security-policy"] = policy;
      request.headers["x-streamtill-path"] = withoutData(address);
      response.setHeader("content-security-policy", policy);
    }
    next(request, response);
  };
}

/** Next's router asks for the data of a page under the page's address, with a mark that makes it another one for caches. */
function withoutData(address: string): string {
  const { pathname, searchParams } = new URL(address, "http://localhost");
  searchParams.delete("_rsc");
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
}

import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "#lib/web/http/csp.ts";

/** Pages made for one reader get a nonce for their inline scripts. Pages from cache have none of those (lib/web/http/plain-page.ts). */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(`'nonce-${nonce}' 'strict-dynamic'`);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-streamtill-path", request.nextUrl.pathname + request.nextUrl.search); // where signing in leads back to
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  matcher: "/((?!market/|api/|_next/|art/|favicon|icon|.*\\.(?:svg|png|ico|txt|xml|webmanifest)$).*)",
};

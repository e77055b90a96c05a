import type { IncomingHttpHeaders, RequestListener } from "node:http";
import { sendAnswer } from "#lib/web/http/page-answer.ts";
import { findPage } from "#lib/web/http/page-store.ts";
import { carriedCoupon, carryingCookie } from "#lib/web/shop/carried-coupon.ts";
import { readersMarket } from "#lib/web/shop/readers-market.ts";

const SHOP_PAGE = /^(?:\/(?:faq|(?:plans|legal)\/[^/?]+)?)?(?=\?|$)/;

/**
 * The shop's addresses have no language in them: each reader is sent to the page of their market, from memory where it is kept
 * (lib/web/http/page-cache.ts). Else Next makes it, as a page only, never as the framework's data, which those pages do not have; a script that
 * asks for that leads there by itself. A link with a coupon leads to the page without, and a cookie takes the code to the checkout.
 */
export function shopPages(next: RequestListener): RequestListener {
  return (request, response) => {
    const [page] = SHOP_PAGE.exec(request.url ?? "") ?? [];
    const carried = page !== undefined && request.method === "GET" ? carriedCoupon(request.url ?? "") : null;
    if (carried) {
      response.writeHead(303, { location: carried.to, "set-cookie": carryingCookie(carried.code), "cache-control": "no-store" }).end();
      return;
    }
    if (page !== undefined) request.url = `/market/${readersMarket(request.headers)}${page === "/" ? "" : page}`;
    const address = request.url ?? "";
    const answer = request.method === "GET" || request.method === "HEAD" ? findPage(address)?.answer : undefined;
    if (answer) {
      void answer.then((prepared) => sendAnswer(prepared, request, response));
      return;
    }
    if (address.startsWith("/market/")) leaveOutData(request.headers);
    next(request, response);
  };
}

/** Makes of a request for the framework's data one for the page. */
export function leaveOutData(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) if (name === "rsc" || name.startsWith("next-router-")) delete headers[name];
}

import type { RequestListener } from "node:http";
import { readersMarket } from "#lib/web/shop/readers-market.ts";

const SHOP_PAGE = /^(?:\/(?:faq|(?:plans|legal)\/[^/?]+)?)?(?=\?|$)/;

/**
 * The shop's addresses have no language in them: each reader is sent to the page of their market (lib/web/http/page-cache.ts). It is asked for as a
 * page only, never as the framework's data, which those pages do not have; a script that asks for that leads there by itself.
 */
export function shopPages(handle: RequestListener): RequestListener {
  return (request, response) => {
    const [page] = SHOP_PAGE.exec(request.url ?? "") ?? [];
    if (page !== undefined) request.url = `/market/${readersMarket(request.headers)}${page === "/" ? "" : page}`;
    if (request.url?.startsWith("/market/"))
      for (const name of Object.keys(request.headers)) if (isForData(name)) delete request.headers[name];
    handle(request, response);
  };
}

function isForData(header: string): boolean {
  return header === "rsc" || header.startsWith("next-router-");
}

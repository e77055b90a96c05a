import type { RequestListener } from "node:http";
import { isAction } from "./body.ts";

const RETURN = /^\/checkout\/return(?=\?|$)/;
const FORM = /^\s*application\/x-www-form-urlencoded\b/i;

/** A plain form that comes to the return page is a provider's, which sends viewers back so: our own are sent otherwise, and Next would take it for an action of another site. */
export function postedReturns(next: RequestListener): RequestListener {
  return (request, response) => {
    const { method, url = "", headers } = request;
    const isPosted = method === "POST" && FORM.test(headers["content-type"] ?? "") && !isAction(request);
    if (isPosted) request.url = url.replace(RETURN, "/checkout/return/posted");
    next(request, response);
  };
}

import { readFileSync } from "node:fs";
import type { Page, Route } from "@playwright/test";
import type { StripeServer } from "./stripe-server.ts";

const SCRIPT = readFileSync(new URL("stripe-js/stripe.js", import.meta.url), "utf8");

/** The frame in which a viewer types: a page of Stripe's, of which ours sees nothing. */
const FRAME = `<!doctype html><html lang="en"><title>Stand-in for Stripe's form</title><label>Card number <input name="number" autocomplete="off"></label>
<script>addEventListener("message", ({ ports: [port] }) => port.postMessage(document.querySelector("input").value));</script></html>`;

/**
 * Lets a page load a stand-in from js.stripe.com that behaves as Stripe.js is documented, and talk to `server` by api.stripe.com. What else the browser asks of
 * Stripe is refused. `asked`: the addresses.
 */
export async function serveStripeJs(page: Page, server: StripeServer): Promise<{ asked: string[] }> {
  const asked: string[] = [];
  const answer = (route: Route, contentType: string, body: string) =>
    route.fulfill({ contentType, body, headers: { "access-control-allow-origin": "*" } });
  await page.route(/^https:\/\/[^/]*stripe\.com\//, async (route) => {
    const url = new URL(route.request().url());
    asked.push(url.host + url.pathname);
    if (url.host === "js.stripe.com" && url.pathname === "/endive/stripe.js") return answer(route, "text/javascript", SCRIPT);
    if (url.host === "js.stripe.com" && url.pathname === "/v3/payment-frame.html") return answer(route, "text/html", FRAME);
    const given = new URLSearchParams(route.request().postData() ?? "");
    const session = server.world.list("checkout.session").find(({ client_secret }) => client_secret === given.get("client_secret"));
    if (url.host !== "api.stripe.com" || given.get("key") !== "pk_test_stand_in" || !session) return route.abort();
    const result = url.pathname.endsWith("/confirm") ? server.world.pay(session.id, given.get("number") ?? "") : "done";
    await server.sendEvents();
    return answer(
      route,
      "application/json",
      JSON.stringify({ status: session.status, return_url: session.return_url, error: result === "done" ? null : result }),
    );
  });
  return { asked };
}

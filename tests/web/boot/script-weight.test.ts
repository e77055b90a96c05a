import { once } from "node:events";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { beforeAll, expect, it } from "vitest";
import { createSession } from "#lib/identity/session-store.ts";
import { cookieName, encodeSession, type SessionKind } from "#lib/identity/session-token.ts";
import { anOperator } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
let server: TestServer;
let checkout: string;
let signedIn: string;
beforeAll(async () => {
  const [bought, offered] = [await aPlan(), await aPlan()];
  const viewer = await aViewer();
  await buy(viewer, bought.price);
  checkout = `/checkout?price=${offered.price.id}&currency=EUR`;
  const cookies = [await cookieOf("viewer", viewer.id), await cookieOf("operator", (await anOperator("SUPPORT")).id)];
  signedIn = cookies.join("; ");
  server = await startServer();
}, 240_000);

/** Of script that a browser loads to show a page, as it is transferred. */
it.each([
  ["the checkout", () => checkout, 10],
  ["the account", () => "/account", 10],
  ["a list of an operator", () => "/operator/transactions", 180],
  ["a list of people", () => "/operator/customers", 180],
  ["the list with most actions", () => "/operator/subscriptions", 180],
  ["the dashboard, but for its charts, which are loaded when they are seen", () => "/operator", 220],
])("%s loads little script", async (_, path, most) => {
  const answer = await fetch(server.url + path(), { headers: { cookie: signedIn }, redirect: "manual" });
  expect(answer.status).toBe(200);
  const tags = (await answer.text()).split("<script").slice(1);
  const sizes = await Promise.all(tags.map((tag) => sizeOf(tag.split("</script>")[0])));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(most * 1000);
});

/** The framework's data in the page is no script; nor is what only browsers without modules load. */
async function sizeOf(tag: string): Promise<number> {
  const [, source] = /^[^>]* src="([^"]+)"/.exec(tag) ?? [];
  if (!source) return tag.includes("__next_f") ? 0 : tag.length;
  if (/^[^>]* noModule/i.test(tag)) return 0;
  const asked = request(server.url + source, { headers: { "accept-encoding": "gzip" } }).end();
  const [script] = await once(asked, "response");
  expect(script.statusCode).toBe(200);
  return (await buffer(script)).length;
}

async function cookieOf(kind: SessionKind, id: string): Promise<string> {
  const session = await createSession(kind, id, { ip: null, userAgent: null });
  return `${cookieName(kind)}=${await encodeSession(kind, session)}`;
}

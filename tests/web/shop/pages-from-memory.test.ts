import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopChanged } from "#lib/web/shop/shop-cache.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan } from "#tests/support/shop.ts";

const purges: { headers: IncomingHttpHeaders; body: string }[] = [];
const cdn = createServer(async (request, response) => {
  purges.push({ headers: request.headers, body: await text(request) });
  response.end();
});

useDatabase();
let server: TestServer;
beforeAll(async () => {
  await aPlan();
  await new Promise<void>((resolve) => cdn.listen(0, "127.0.0.1", resolve));
  const { port } = cdn.address() as AddressInfo;
  server = await startServer({ CDN_PURGE_URL: `http://127.0.0.1:${port}/purge`, CDN_PURGE_TOKEN: "cdn-token" });
}, 240_000);
afterAll(() => cdn.close());

/** Once the page is kept. */
async function kept(headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
  const get = () => fetch(server.url, { method, headers });
  await expect.poll(async () => (await get()).headers.get("cache-status"), { timeout: 5000 }).toBe("streamtill; hit");
  return get();
}

describe("a page from memory", () => {
  it.each(["br", "zstd", "gzip"])("comes compressed by %s, and is the same page", async (encoding) => {
    const [plain, packed] = [await kept({ "accept-encoding": "identity" }), await kept({ "accept-encoding": encoding })];
    expect([plain.headers.get("content-encoding"), packed.headers.get("content-encoding")]).toEqual([null, encoding]);
    expect(Number(packed.headers.get("content-length"))).toBeLessThan(Number(plain.headers.get("content-length")) / 3);
    expect(packed.headers.get("etag")).toBe(plain.headers.get("etag"));
    expect(await packed.text()).toBe(await plain.text());
  });

  it("is not sent to who has it, until the shop changes", async () => {
    const page = await kept();
    const etag = page.headers.get("etag")!;
    const again = await kept({ "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(again.headers.get("content-security-policy")).toBe(page.headers.get("content-security-policy"));
    expect((await kept({ "if-none-match": etag, "accept-language": "ar" })).status).toBe(200);
  });

  it("may be held by a CDN, for readers of the same language and choices, and by browsers only to ask again", async () => {
    const { headers } = await kept();
    expect(headers.get("vary")).toBe("Accept-Encoding, Accept-Language, Cookie");
    expect(headers.get("cache-control")).toBe("public, max-age=0, s-maxage=60, must-revalidate");
    expect(headers.get("cdn-cache-control")).toBe("max-age=60, stale-while-revalidate=60, stale-if-error=86400");
    expect(headers.getSetCookie()).toEqual([]);
    const made = await fetch(`${server.url}/legal/terms`); // by Next, for nobody has asked before
    expect([made.headers.get("cache-status"), made.headers.get("cache-control")]).toEqual([null, headers.get("cache-control")]);
    for (const name of ["Accept-Encoding", "Accept-Language", "Cookie"]) expect(made.headers.get("vary")).toContain(name);
    const missing = await fetch(`${server.url}/plans/no-such-plan`);
    expect(missing.headers.get("cache-control")).toContain("private");
  });

  it("says of itself what every page says, also when only its head is asked for", async () => {
    const [faq, page, head] = [await fetch(`${server.url}/sign-in`), await kept(), await kept({}, "HEAD")];
    for (const name of [
      "x-content-type-options",
      "x-frame-options",
      "cross-origin-opener-policy",
      "referrer-policy",
      "permissions-policy",
    ]) {
      expect(page.headers.get(name), name).toBe(faq.headers.get(name));
      expect(head.headers.get(name), name).toBe(faq.headers.get(name));
    }
    expect(await head.text()).toBe("");
  });
});

it("a CDN is told to forget the pages when the shop changes", async () => {
  await expect.poll(() => purges.length, { timeout: 5000 }).toBeGreaterThan(0); // at the start, after an upgrade
  const before = purges.length;
  await shopChanged();
  await expect.poll(() => purges.length, { timeout: 5000 }).toBe(before + 1);
  const [{ headers, body }] = purges.slice(-1);
  expect(headers.authorization).toBe("Bearer cdn-token");
  expect((await kept()).headers.get("cache-tag")).toBe(JSON.parse(body).tags[0]);
});

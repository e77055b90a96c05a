import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import PageCache from "#lib/web/http/page-cache.ts";
import { findPage, forgetPages, keepPage } from "#lib/web/http/page-store.ts";

const LANDING = "/route-cache/APP_PAGE/b96e53bc/$/market/en.EUR.default";
const page = () => ({ kind: "APP_PAGE", html: '<html><body data-market="en.EUR"><main></main></body></html>', headers: { "x-a": "1" } });

beforeEach(forgetPages);

describe("the cache of pages", () => {
  it("lets a shop page do without the framework, under a policy for the one script that is left", async () => {
    const cache = new PageCache();
    const data = { ...page(), rscData: Buffer.from("flight") };
    data.html = data.html.replace("<main>", '<script src="/_next/a.js" async=""></script><script>self.__next_f.push([1])</script><main>');
    await cache.get(LANDING);
    await cache.set(LANDING, data);
    expect(data.html).not.toContain("_next");
    expect(data.rscData).toBeUndefined();
    const [, script] = /<script>([\s\S]+)<\/script><\/body>/.exec(data.html) ?? [];
    const policy = (data.headers as Record<string, string>)["content-security-policy"];
    expect(/script-src[^;]*/.exec(policy)?.[0]).toBe(`script-src 'self' 'sha256-${createHash("sha256").update(script).digest("base64")}'`);
    expect(await cache.get(LANDING)).toMatchObject({ value: data });
    expect(data.headers).toMatchObject({ "cache-control": expect.stringContaining("s-maxage"), vary: expect.stringContaining("Cookie") });
  });

  it("answers 404 for a page that says so", async () => {
    const data = { ...page(), html: '<main id="content" data-status="404" class="a">gone</main>', status: 200 };
    await new PageCache().set(`${LANDING}/plans/gone`, data);
    expect(data.status).toBe(404);
  });

  it.each([
    ["/route-cache/APP_PAGE/b96e53bc/$/market/en.EUR.dark", true],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/default.default.light/plans/family-plus", true],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/ar.EUR.default/legal/terms", true],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/en.XXX.default", false],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/xx.EUR.default", false],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/anything", false],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/en.EUR", false],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/en.EUR.green", false],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/en.EUR.default/plans/%66amily-plus", false],
    ["/sitemap.xml", true],
  ])("keeps a page under the addresses that it has, not under each that leads to it: %s, %s", async (key, kept) => {
    const cache = new PageCache();
    await cache.get(key);
    await cache.set(key, { kind: "APP_PAGE", html: '<html><body data-market="en.EUR"><main>', status: 200 });
    expect((await cache.get(key)) !== null).toBe(kept);
  });

  it("keeps nothing that is not there", async () => {
    const cache = new PageCache();
    for (const page of [
      null,
      { kind: "APP_PAGE", html: '<body data-market="en.EUR"><main data-status="404">' },
      { kind: "APP_PAGE", html: "gone", status: 404 },
    ]) {
      await cache.get(`${LANDING}/plans/gone`);
      await cache.set(`${LANDING}/plans/gone`, page);
      if (page?.html?.includes("data-market"))
        expect(page).toMatchObject({ status: 404, headers: { "cache-control": expect.stringContaining("private") } });
      expect(await cache.get(`${LANDING}/plans/gone`)).toBeNull();
    }
  });

  it("does not keep a page that was made while the shop changed", async () => {
    const cache = new PageCache();
    await cache.get(LANDING);
    forgetPages();
    await cache.set(LANDING, page());
    expect(await cache.get(LANDING)).toBeNull();
  });

  it("gives up the least recently used pages first", () => {
    const size = 20 * 1024 * 1024;
    for (const name of ["a", "b", "c", "d"]) keepPage(name, { value: name, size });
    findPage("a");
    keepPage("e", { value: "e", size });
    expect(findPage("b")).toBeNull();
    expect(findPage("a")).not.toBeNull();
  });
});

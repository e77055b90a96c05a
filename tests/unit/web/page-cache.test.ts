import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";

vi.mock("#lib/web/http/page-listener.ts", () => ({ listenForShopChanges: () => {} }));
const { default: PageCache } = await import("#lib/web/http/page-cache.ts");
const { findPage, forgetPages, keepPage, pageGeneration } = await import("#lib/web/http/page-store.ts");

const page = () => ({ kind: "APP_PAGE", html: "<script>alert(1)</script><script src=/a.js></script>", headers: { "x-a": "1" } });

beforeEach(forgetPages);

describe("the cache of pages", () => {
  it("names a page's inline scripts by hash, and never allows all of them", async () => {
    const cache = new PageCache();
    const data = page();
    await cache.get("/");
    await cache.set("/", data);
    const policy = (data.headers as Record<string, string>)["content-security-policy"];
    expect(policy).toContain(`'sha256-${createHash("sha256").update("alert(1)").digest("base64")}'`);
    expect(/script-src[^;]*/.exec(policy)?.[0]).not.toContain("unsafe-inline");
    expect(await cache.get("/")).toMatchObject({ value: data });
  });

  it("answers 404 for a page that says so", async () => {
    const data = { ...page(), html: '<main id="content" data-status="404" class="a">gone</main>', status: 200 };
    await new PageCache().set("/plans/gone", data);
    expect(data.status).toBe(404);
  });

  it.each([
    ["/route-cache/APP_PAGE/b96e53bc/$/market/en.EUR", true],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/default.default/plans/family-plus", true],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/default.EUR/legal/terms", true],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/en.XXX", false],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/xx.EUR", false],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/anything", false],
    ["/route-cache/APP_PAGE/b96e53bc/$/market/en.EUR/plans/%66amily-plus", false],
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
      await cache.get("/route-cache/APP_PAGE/b96e53bc/$/market/en.EUR/plans/gone");
      await cache.set("/route-cache/APP_PAGE/b96e53bc/$/market/en.EUR/plans/gone", page);
      expect(await cache.get("/route-cache/APP_PAGE/b96e53bc/$/market/en.EUR/plans/gone")).toBeNull();
    }
  });

  it("does not keep a page that was made while the shop changed", async () => {
    const cache = new PageCache();
    await cache.get("/");
    forgetPages();
    await cache.set("/", page());
    expect(await cache.get("/")).toBeNull();
  });

  it("gives up the least recently used pages first", () => {
    const size = 20 * 1024 * 1024;
    for (const name of ["a", "b", "c", "d"]) keepPage(name, name, size, pageGeneration());
    findPage("a");
    keepPage("e", "e", size, pageGeneration());
    expect(findPage("b")).toBeNull();
    expect(findPage("a")).not.toBeNull();
  });
});

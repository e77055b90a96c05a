import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Plan } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { shopChanged } from "#lib/web/shop/shop-cache.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan } from "#tests/support/shop.ts";

useDatabase();
let server: TestServer;
let plan: Plan;
beforeAll(async () => {
  plan = (await aPlan()).plan;
  server = await startServer();
}, 240_000);

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers, redirect: "manual" });
const text = async (path: string, headers?: Record<string, string>) => (await get(path, headers)).text();

/** Whether it is answered from memory. */
const isKept = async (path: string, headers?: Record<string, string>) => (await get(path, headers)).headers.has("cache-status");

describe("the shop's pages", () => {
  it("are served from cache without the framework: with one script of at most 10 kB, whose hash is the only permission", async () => {
    await expect.poll(() => isKept("/"), { timeout: 5000 }).toBe(true);
    const again = await get("/");
    const html = await again.text();
    const allowed = /script-src([^;]*)/.exec(again.headers.get("content-security-policy") ?? "")?.[1] ?? "";
    expect(html).not.toContain('rel="stylesheet"');
    const [font] = /\/_next\/static\/media\/[^")]+\.woff2/.exec(html) ?? [];
    expect((await get(font ?? "")).headers.get("content-type")).toBe("font/woff2");
    const [script, ...more] = html.split("<script").slice(1);
    expect(more).toEqual([]);
    expect(html).not.toMatch(/\.js\b|_next_f|<template|id="S:/); // what the framework would still have to load, or to put in its place
    const body = script.slice(1, script.indexOf("</script>"));
    expect(body.length).toBeLessThan(10_240);
    expect(allowed).toBe(` 'self' 'sha256-${createHash("sha256").update(body).digest("base64")}'`);
  });

  it("take nothing from the one who asks first: no nonce, no host, no path", async () => {
    await shopChanged();
    const forged = {
      "content-security-policy": "script-src 'nonce-forged'",
      "content-security-policy-report-only": "script-src 'nonce-forged'",
      "x-nonce": "forged",
      "x-forwarded-host": "forged.example",
      "x-forwarded-proto": "https",
      forwarded: "host=forged.example",
      "x-matched-path": "/forged",
      "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
    };
    // The change may be heard of only after the first answer.
    await expect.poll(() => isKept("/faq", forged), { timeout: 5000 }).toBe(true);
    const page = await text("/faq");
    expect(page).not.toContain("forged");
    expect(page).not.toContain("nonce=");
    expect(await text("/sign-in", forged)).not.toContain("forged");
  });

  it("are kept under the addresses that they have, and nothing is kept that is not there", async () => {
    const markets = ["/market/xx.XXX", "/market/en.XXX/faq", "/market/en.XXX.default", "/market/xx.EUR.default"];
    for (const path of ["/plans/no-such-plan", "/legal/nothing", ...markets]) {
      await get(path);
      const again = await get(path);
      expect(again.headers.has("cache-status") || again.headers.get("x-nextjs-cache") === "HIT", path).toBe(false);
    }
    await get("/", { cookie: "market=en.XXX" });
    expect(await isKept("/", { cookie: "market=en.XXX" })).toBe(false);
    await get(`/plans/${plan.slug}`);
    expect(await isKept(`/plans/${plan.slug}`)).toBe(true);
    const [first, ...rest] = plan.slug;
    const encoded = `%${first.charCodeAt(0).toString(16)}${rest.join("")}`; // the same page, not one more
    expect((await get(`/plans/${encoded}`)).headers.get("x-nextjs-cache")).toBe("HIT");
  });

  it("speak the reader's language: their choice, else their browser's", async () => {
    expect(await text("/", { "accept-language": "ar-EG,en;q=0.5" })).toContain('lang="ar" dir="rtl"');
    expect(await text("/", { "accept-language": "ar", cookie: "market=en.default" })).toContain('lang="en" dir="ltr"');
    expect(await text("/", { "accept-language": "ar", cookie: "market=default.EUR" })).toContain('lang="ar" dir="rtl"');
  });

  it("say to search engines what they are, whatever the operator left empty", async () => {
    await db.setting.create({ data: { key: "brand", value: { name: "Plain TV", tagline: "", heroText: "" }, updatedAt: now() } });
    await shopChanged();
    const says = '<meta name="description" content="Plain TV"/>';
    for (const path of ["/", `/plans/${plan.slug}`, "/faq"]) await expect.poll(() => text(path), { timeout: 5000 }).toContain(says);
    expect(await text("/")).toContain("<title>Plain TV</title>");
  });

  it("are light or dark as the reader chose, without a script", async () => {
    expect(await text("/")).not.toContain('data-theme="light"');
    expect(await text("/", { cookie: "theme=light" })).toMatch(/<html[^>]* data-theme="light"/);
    expect(await text("/faq", { cookie: "theme=dark" })).toMatch(/<html[^>]* data-theme="dark"/);
  });

  it("are pages for a script that asks for the framework's data, which it then leads to by itself", async () => {
    const answer = await get("/faq?_rsc=1", { rsc: "1", "next-router-prefetch": "1", "next-router-state-tree": "x" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/html");
  });

  it("show a change within a second", async () => {
    await get(`/plans/${plan.slug}`);
    await db.plan.update({ where: { id: plan.id }, data: { name: "Renamed just now" } });
    await shopChanged();
    await expect.poll(() => text(`/plans/${plan.slug}`), { timeout: 1000, interval: 50 }).toContain("Renamed just now");
  });

  it("answer 404 for drafts, archived and unknown plans, and 200 for unlisted ones", async () => {
    for (const [status, expected] of [
      ["DRAFT", 404],
      ["ARCHIVED", 404],
      ["UNLISTED", 200],
      ["PUBLIC", 200],
    ] as const) {
      await db.plan.update({ where: { id: plan.id }, data: { status } });
      await shopChanged();
      await expect.poll(async () => (await get(`/plans/${plan.slug}`)).status, { timeout: 1000, interval: 50 }).toBe(expected);
    }
    const missing = await get("/plans/no-such-plan");
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain("This page is not here");
    expect((await get("/legal/nothing")).status).toBe(404);
    for (const slug of ["%00", "a%00b", "%E2%80%AE", "A b"]) expect((await get(`/plans/${slug}`)).status, slug).toBe(404);
    expect((await get(`/checkout?price=${newId()}&currency=EUR&coupon=%00`)).status).toBe(404);
  });
});

describe("/market", () => {
  it("keeps the choice and leads back, to our own pages only", async () => {
    const kept = await get("/market?locale=ar&currency=EUR&to=/faq");
    expect(kept.status).toBe(303);
    expect(kept.headers.get("location")).toBe("/faq");
    expect(kept.headers.getSetCookie().join()).toContain("market=ar.EUR");
    expect((await get("/market?locale=ar&to=//elsewhere.example")).headers.get("location")).toBe("/");
    expect((await get("/market?locale=xx&currency=XXX")).headers.getSetCookie().join()).toContain("market=default.default");
    expect((await get("/market?theme=dark")).headers.getSetCookie().join()).toContain("theme=dark");
    expect((await get("/market?theme=green")).headers.getSetCookie().join()).not.toContain("theme=");
  });
});

describe("/api/v1/visits", () => {
  const post = (body: string, headers: Record<string, string> = { "sec-fetch-site": "same-origin" }) =>
    fetch(`${server.url}/api/v1/visits`, { method: "POST", body, headers });

  const browser = () => ({
    "sec-fetch-site": "same-origin",
    "user-agent": `Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/${newId()}`,
  });

  it("counts a visitor's step once a day, with where they came from, and sets no cookie", async () => {
    const before = await db.funnelVisit.count();
    await db.coupon.create({ data: { code: "SUMMER", name: "SUMMER", percentPpm: 100_000, duration: "ONCE", createdAt: new Date() } });
    const told = { source: "Spring_Sale", referrer: "www.google.com", timeZone: "Europe/Paris", coupon: "SUMMER" };
    const body = JSON.stringify({ step: "PLAN_VIEW", planId: plan.id, ...told });
    const headers = browser();
    for (let time = 0; time < 2; time++) {
      const answer = await post(body, headers);
      expect(answer.status).toBe(204);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await db.funnelVisit.count()).toBe(before + 1);
    const [last] = await db.funnelVisit.findMany({ orderBy: { at: "desc" }, take: 1 });
    expect(last).toMatchObject({
      step: "PLAN_VIEW",
      planId: plan.id,
      source: "spring_sale",
      device: "PHONE",
      country: "FR",
      coupon: "SUMMER",
    });
  });

  it("counts one of a browser without scripts, by the address of its page", async () => {
    const headers = { ...browser(), referer: `${server.url}/plans/${plan.slug}?utm_source=leaflet` };
    const { status } = await get(`/api/v1/visits?step=PLAN_VIEW&planId=${plan.id}`, headers);
    expect(status).toBe(204);
    const [last] = await db.funnelVisit.findMany({ orderBy: { at: "desc" }, take: 1 });
    expect(last).toMatchObject({ step: "PLAN_VIEW", planId: plan.id, source: "leaflet" });
    expect((await get("/api/v1/visits?step=VISIT")).status).toBe(403);
  });

  it("counts no bots, and takes the cookie back that visitors once had", async () => {
    const before = await db.funnelVisit.count();
    const headers = { "sec-fetch-site": "same-origin", "user-agent": "Googlebot/2.1", cookie: `a=b; visitor=${newId()}` };
    const answer = await post('{"step":"VISIT"}', headers);
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()).toEqual(["visitor=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"]);
    expect(await db.funnelVisit.count()).toBe(before);
  });

  it("refuses other origins, other shapes and long bodies", async () => {
    expect((await post('{"step":"VISIT"}', { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post('{"step":"PAID"}')).status).toBe(400);
    expect((await post("nonsense")).status).toBe(400);
    expect((await post(JSON.stringify({ step: "VISIT", more: "x".repeat(1000) }))).status).toBe(413);
  });
});

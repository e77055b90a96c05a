import { beforeAll, describe, it } from "vitest";
import { faultsOf } from "#tests/support/axe.ts";
import { expect } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { LANGUAGES, owner, refusals, seenIn, signedIn, visitor, without } from "./every-look.ts";
import { everyPage, LONG, routeOf, routes } from "./every-page.ts";

/** Pages that nobody can look at. */
const UNSEEN = {
  "/leave": "leads on to a payment page",
  "/operator/settings": "leads on to the first of the settings",
  "/api/bench/page/[size]": "is there for measuring only",
  "/api/bench/page/dynamic/[size]": "is there for measuring only",
};
const MINUTES = { timeout: 600_000 };

useDatabase();
let server: TestServer;
let pages: Awaited<ReturnType<typeof everyPage>>;

beforeAll(async () => {
  server = await startServer();
  process.env.APP_URL = server.url;
  pages = await everyPage();
}, 240_000);

const at = (paths: string[]) => paths.map((path) => new URL(path, server.url).href);
const seen = (locale: string, paths: string[]) => at(seenIn(locale, paths));

it("every page of the product is looked at", () => {
  const all = routes();
  const { shop, account, operator, secondStep, missing } = pages;
  const visited = new Set([shop, account, operator, secondStep, missing].flat().map((address) => routeOf(address, all)));
  expect(all.filter((route) => !visited.has(route)).toSorted()).toEqual(Object.keys(UNSEEN).toSorted());
});

describe.each(LANGUAGES)("in %s nothing is wrong with a page", (locale) => {
  it("in the shop, at the checkout and where one signs in", MINUTES, async () => {
    const page = await visitor(server, locale);
    expect(await faultsOf(page, seen(locale, pages.shop))).toEqual([]);
    expect(await refusals(page, at(pages.refusing.shop))).toEqual([]);
  });

  it("in the viewer's account", MINUTES, async () => {
    const page = await signedIn(server, locale, { path: "/sign-in", email: `${LONG}@example.com`, arrival: /\/account/ });
    expect(await faultsOf(page, seen(locale, pages.account))).toEqual([]);
    expect(await refusals(page, at(pages.refusing.account))).toEqual([]);
    expect(await faultsOf(page, at(pages.notFoundHere), 404)).toEqual([]);
  });

  it("when something broke on our side", MINUTES, async () => {
    const page = await owner(server, locale);
    expect(await without("Coupon", () => faultsOf(page, at(pages.broken.coupons), 500))).toEqual([]);
    expect(await without("Price", () => faultsOf(page, at(pages.broken.checkout), 500))).toEqual([]);
    expect(await without("Setting", () => faultsOf(page, at(pages.broken.dashboard), 500))).toEqual([]);
  });
});

import type { BrowserContextOptions, Page } from "@playwright/test";
import { beforeAll, describe, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { PASSWORD } from "#tests/domain/identity/accounts.ts";
import { faultsNow, faultsOf, violationsIn } from "#tests/support/axe.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { signInAsOwner } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { everyPage, LONG, routeOf, routes } from "./every-page.ts";

/** Pages that nobody can look at. */
const UNSEEN = {
  "/operator/settings": "leads on to the first of the settings",
  "/api/bench/page/[size]": "is there for measuring only",
};

useDatabase();
let server: TestServer;
let pages: Awaited<ReturnType<typeof everyPage>>;

beforeAll(async () => {
  server = await startServer();
  process.env.APP_URL = server.url;
  pages = await everyPage();
}, 240_000);

const at = (paths: string[]) => paths.map((path) => new URL(path, server.url).href);

it("every page of the product is looked at", () => {
  const all = routes();
  const { shop, account, operator, secondStep, missing } = pages;
  const visited = new Set([shop, account, operator, secondStep, missing].flat().map((address) => routeOf(address, all)));
  expect(all.filter((route) => !visited.has(route)).toSorted()).toEqual(Object.keys(UNSEEN).toSorted());
});

describe.each(["en", "ar"])("in %s axe finds nothing, no page is wider than a small phone and the console stays silent", (locale) => {
  const visitor = (options: BrowserContextOptions = {}) => openPage({ reducedMotion: "reduce", ...options });
  const speak = (page: Page) => page.context().addCookies([{ name: "locale", value: locale, url: server.url }]);
  const signIn = async (page: Page, path: string, email: string, arrival: RegExp) => {
    await page.goto(`${server.url}${path}`);
    await page.getByLabel("Email address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(arrival);
    await speak(page);
  };

  it("in the shop, at the checkout and where one signs in", { timeout: 600_000 }, async () => {
    const page = await visitor();
    await speak(page);
    expect(await faultsOf(page, at(pages.shop))).toEqual([]);
    expect(await refusals(page, pages.refusing.shop)).toEqual([]);
  });

  it("in the viewer's account", { timeout: 600_000 }, async () => {
    const page = await visitor();
    await signIn(page, "/sign-in", `${LONG}@example.com`, /\/account/);
    expect(await faultsOf(page, at(pages.account))).toEqual([]);
    expect(await refusals(page, pages.refusing.account)).toEqual([]);
    expect(await faultsOf(page, at(pages.notFoundHere), 404)).toEqual([]);
  });

  it("in the operator's dashboard", { timeout: 600_000 }, async () => {
    const page = await visitor({ viewport: { width: 1440, height: 900 } });
    await signInAsOwner(page, server);
    await speak(page);
    expect(await faultsOf(page, at(pages.operator))).toEqual([]);
  });

  it("where an operator is not understood, may not, or must say more", { timeout: 600_000 }, async () => {
    const page = await visitor({ viewport: { width: 1440, height: 900 } });
    await signInAsOwner(page, server);
    await speak(page);
    expect(await faultsOf(page, at(pages.unreadable))).toEqual([]);
    expect(await faultsOf(page, at(pages.missing), 404)).toEqual([]);
    expect(await refusals(page, pages.refusing.operator)).toEqual([]);
    const [looksOnly, twoSteps] = [await visitor(), await visitor()];
    await signIn(looksOnly, "/operator/sign-in", "looks-only@example.com", /\/operator$/);
    expect(await faultsOf(looksOnly, at(pages.forbidden), 403)).toEqual([]);
    await signIn(twoSteps, "/operator/sign-in", "two-steps@example.com", /second-step/);
    expect(await faultsOf(twoSteps, at(pages.secondStep))).toEqual([]);
    expect(await refusals(twoSteps, pages.secondStep)).toEqual([]);
  });

  it("in what opens over a page", { timeout: 600_000 }, async () => {
    const page = await visitor();
    await signInAsOwner(page, server);
    await speak(page);
    const opened: string[] = [];
    const look = async (where: string, button: string) => {
      await page.goto(`${server.url}${where}`);
      await page.locator(button).first().click();
      await page.locator("[role=dialog], [role=alertdialog], [role=menu]").first().waitFor();
      opened.push(...(await violationsIn(page, `${where} with ${button} pressed`)));
    };
    await look("/operator", "header button:has(.lucide-menu)");
    await look("/operator", "header button:has(.lucide-search)");
    await look("/operator", "header button[aria-haspopup=menu]");
    await look(pages.transaction, "aside button:has(.lucide-undo-2)");
    await look(pages.plan, "main button[aria-haspopup=dialog]");
    expect(opened).toEqual([]);
  });

  it("when something broke on our side", { timeout: 600_000 }, async () => {
    const page = await visitor();
    await signInAsOwner(page, server);
    await speak(page);
    expect(await without("Coupon", () => faultsOf(page, at(pages.broken.coupons), 500))).toEqual([]);
    expect(await without("Price", () => faultsOf(page, at(pages.broken.checkout), 500))).toEqual([]);
    expect(await without("Setting", () => faultsOf(page, at(pages.broken.dashboard), 500))).toEqual([]);
  });
});

/** Sends each page's form with nothing in it. @returns what is wrong with the page that says so. */
async function refusals(page: Page, paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(`${server.url}${path}`, { waitUntil: "networkidle" });
    const form = page.locator(path.startsWith("/checkout") ? "form:has([name=consent])" : "main form").first();
    for (const field of await form.locator("input:is([type=text], [type=email], [type=password], :not([type]))").all())
      if (await field.isVisible()) await field.fill("");
    await form.locator("[type=submit]").last().click();
    await page.locator("main :is([aria-invalid=true], [data-form-message])").first().waitFor();
    found.push(...(await faultsNow(page, `${path} refused`)));
  }
  return found;
}

/** Looks at what the product shows while the database lacks a table. */
async function without<T>(table: string, look: () => Promise<T>): Promise<T> {
  await db.$executeRawUnsafe(`ALTER TABLE "${table}" RENAME TO "away"`);
  try {
    return await look();
  } finally {
    await db.$executeRawUnsafe(`ALTER TABLE "away" RENAME TO "${table}"`);
  }
}

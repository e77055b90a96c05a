import { beforeAll, describe, it } from "vitest";
import { anOperator } from "#tests/domain/identity/accounts.ts";
import { faultsOf, violationsIn } from "#tests/support/axe.ts";
import { expect } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { DESK, OPERATORS_LANGUAGES, owner, refusals, seenIn, signedIn } from "./every-look.ts";
import { everyPage, onePerPage } from "./every-page.ts";

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

describe.each(OPERATORS_LANGUAGES)("in %s nothing is wrong with a page", (locale) => {
  it("in the operator's dashboard", MINUTES, async () => {
    const page = await owner(server, locale, DESK);
    expect(await faultsOf(page, seen(locale, pages.operator))).toEqual([]);
  });

  it("where an operator is not understood, may not, or must say more", MINUTES, async () => {
    const page = await owner(server, locale, DESK);
    expect(await faultsOf(page, at(pages.unreadable))).toEqual([]);
    expect(await faultsOf(page, at(pages.missing), 404)).toEqual([]);
    expect(await refusals(page, at(pages.refusing.operator))).toEqual([]);
    const looksOnly = { path: "/operator/sign-in", email: "looks-only@example.com", arrival: /\/operator$/ };
    expect(await faultsOf(await signedIn(server, locale, looksOnly), at(pages.forbidden), 403)).toEqual([]);
    const twoSteps = await signedIn(server, locale, { ...looksOnly, email: "two-steps@example.com", arrival: /second-step/ });
    expect(await faultsOf(twoSteps, at(pages.secondStep))).toEqual([]);
    expect(await refusals(twoSteps, at(pages.secondStep))).toEqual([]);
  });
});

it.each(["VIEWER", "SUPPORT", "FINANCE"] as const)("leads %s nowhere where they may not go", MINUTES, async (role) => {
  const { email } = await anOperator(role);
  const page = await signedIn(server, "en", { path: "/operator/sign-in", email, arrival: /\/operator$/ });
  const opened = (path: string) => page.request.get(new URL(path, server.url).href);
  const shown = new Map<string, [link: string, path: string]>();
  for (const path of onePerPage(pages.operator)) {
    const answer = await opened(path);
    if (answer.ok()) for (const link of linksIn(await answer.text())) shown.set(pageOf(link), [link, path]);
  }
  const wrong: string[] = [];
  for (const [link, path] of shown.values()) {
    const answer = await opened(link);
    if (!answer.ok()) wrong.push(`${path} leads to ${link}: ${answer.status()}`);
  }
  expect(shown.size).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

/** What a page of the dashboard leads to within it. */
function linksIn(html: string): string[] {
  return [...html.matchAll(/<a [^>]*href="(\/operator[^"#]*)"/g)].map(([, href]) => href.replaceAll("&amp;", "&"));
}

const pageOf = (link: string) => link.replace(/\?.*/, "").replaceAll(/[\da-f-]{36}/g, "[id]");

it("axe finds nothing in what opens over a page", MINUTES, async () => {
  const page = await owner(server, "en");
  const opened: string[] = [];
  const look = async (where: string, button: string) => {
    await page.goto(`${server.url}${where}`);
    await page.locator(button).first().click();
    await page.locator("[role=dialog], [role=alertdialog], [role=menu]").first().waitFor();
    opened.push(...(await violationsIn(page, `${where} with ${button} pressed`)));
  };
  await look("/operator", "header button[aria-label='Open the menu']");
  await look("/operator", "header button:has(kbd)");
  await look("/operator", "header button[aria-haspopup=menu]");
  await look(pages.transaction, "aside button:has-text('Refund')");
  await look(pages.plan, "main button[aria-haspopup=dialog]");
  expect(opened).toEqual([]);
});

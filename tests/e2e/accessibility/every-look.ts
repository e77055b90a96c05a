import type { BrowserContextOptions, Page } from "@playwright/test";
import { db } from "#lib/db/client.ts";
import { PASSWORD } from "#tests/domain/identity/accounts.ts";
import { faultsNow } from "#tests/support/axe.ts";
import { openPage } from "#tests/support/browser.ts";
import { signInAsOwner } from "#tests/support/journey.ts";
import type { TestServer } from "#tests/support/server.ts";
import { onePerPage } from "./every-page.ts";

/** `npm test -- --full`; else the short form: each page in one of its states. */
const FULL = process.env.FULL === "1";
/** A language that is written from right to left shows whether the pages bear it: in the short form those that viewers see. */
export const LANGUAGES = ["en", "ar"];
export const OPERATORS_LANGUAGES = FULL ? LANGUAGES : ["en"];
export const DESK = { viewport: { width: 1440, height: 900 } };

/** A page that speaks `locale`, by default on a phone. Nothing on it moves. */
export async function visitor(server: TestServer, locale: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openPage({ reducedMotion: "reduce", ...options });
  await speak(page, server, locale);
  return page;
}

export async function owner(server: TestServer, locale: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openPage({ reducedMotion: "reduce", ...options });
  await signInAsOwner(page, server);
  await speak(page, server, locale);
  return page;
}

/** @param at the account to sign in with, where it does, and where that leads */
export async function signedIn(server: TestServer, locale: string, at: { path: string; email: string; arrival: RegExp }): Promise<Page> {
  const page = await openPage({ reducedMotion: "reduce" });
  await page.goto(`${server.url}${at.path}`);
  await page.getByLabel("Email address").fill(at.email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(at.arrival);
  await speak(page, server, locale);
  return page;
}

/** Who signs in is spoken to in the language of the account: this turns it back. */
function speak(page: Page, server: TestServer, locale: string): Promise<void> {
  return page.context().addCookies([{ name: "locale", value: locale, url: server.url }]);
}

/** What is looked at of `paths` in a language: each page once; in the full form, in English, in all its states. */
export function seenIn(locale: string, paths: string[]): string[] {
  return FULL && locale === "en" ? paths : onePerPage(paths);
}

/** Sends each page's form with nothing in it. @returns what is wrong with the page that says so. */
export async function refusals(page: Page, addresses: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const address of addresses) {
    await page.goto(address, { waitUntil: "networkidle" });
    const form = page.locator(address.includes("/checkout") ? "form:has([name=consent])" : "main form").first();
    for (const field of await form.locator("input:is([type=text], [type=email], [type=password], :not([type]))").all())
      if (await field.isVisible()) await field.fill("");
    await form.locator("[type=submit]").last().click();
    await page.locator("main :is([aria-invalid=true], [data-form-message])").first().waitFor();
    found.push(...(await faultsNow(page, `${address} refused`)));
  }
  return found;
}

/** Looks at what the product shows while the database lacks a table. */
export async function without<T>(table: string, look: () => Promise<T>): Promise<T> {
  await db.$executeRawUnsafe(`ALTER TABLE "${table}" RENAME TO "away"`);
  try {
    return await look();
  } finally {
    await db.$executeRawUnsafe(`ALTER TABLE "away" RENAME TO "${table}"`);
  }
}

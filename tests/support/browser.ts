import { type Browser, type BrowserContextOptions, chromium, type Page, expect as playwrightExpect } from "@playwright/test";
import { afterAll, onTestFailed } from "vitest";
import { chromiumOptions } from "#scripts/chromium.ts";

/** Playwright's, patient with a machine that is busy. */
export const expect = playwrightExpect.configure({ timeout: 20_000 });
let browser: Promise<Browser> | undefined;

/**
 * A page in a fresh profile, by default as wide as a phone (390 px). Errors of scripts on it fail nothing by themselves; a
 * picture of it is kept in test-results/ when the test fails. Call it inside a test.
 */
export async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await launched()).newContext({ viewport: { width: 390, height: 844 }, locale: "en", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  onTestFailed(async ({ task }) => {
    await page.screenshot({ path: `test-results/${task.name.replaceAll(/\W+/g, "-")}.png`, fullPage: true }).catch(() => undefined);
  });
  return page;
}

function launched(): Promise<Browser> {
  browser ??= chromium.launch(chromiumOptions());
  return browser;
}

afterAll(async () => (await browser)?.close());

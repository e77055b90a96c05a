import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const SMALLEST = { width: 320, height: 700 };

/** What a tab is shown: one that was shown all pages has died, for a reason of its own that nobody knows; each new one takes Chromium a second. */
const A_TAB = 15;

/**
 * Opens each address and looks at it: the answer, the console, the width of the smallest phones; in English axe, too, in light, and contrast
 * in the dark, once a page, for its states share its colours. What axe asks for is the same in each language, for that only fills in the texts.
 * @param status that each answers with
 * @returns what is wrong, in words
 */
export async function faultsOf(page: Page, addresses: string[], status = 200): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  for (let first = 0; first < addresses.length; first += A_TAB) {
    const tab = await page.context().newPage();
    const usual = tab.viewportSize()!;
    tab.on("console", (message) => {
      const known = status !== 200 && /the server responded with a status of|React error #441/.test(message.text()); // 441: broke on the server
      if (message.type() === "error" && !known) found.push(`${tab.url()} says: ${message.text().slice(0, 200)}`);
    });
    for (const address of addresses.slice(first, first + A_TAB)) {
      const answer = await tab.goto(address);
      if (answer?.status() !== status) found.push(`${address} answered ${answer?.status()}`);
      found.push(...(await sideways(tab, address)));
      if (!(await isEnglish(tab))) continue;
      await tab.setViewportSize(usual);
      const { pathname } = new URL(address);
      found.push(...(await faultsInEnglish(tab, address, !seen.has(pathname))));
      seen.add(pathname);
    }
    await tab.close();
  }
  return found;
}

/** Looks at the page as it stands. */
export async function faultsNow(page: Page, where: string): Promise<string[]> {
  const usual = page.viewportSize()!;
  const wide = await sideways(page, where);
  await page.setViewportSize(usual);
  return (await isEnglish(page)) ? [...wide, ...(await faultsInEnglish(page, where))] : wide;
}

async function isEnglish(page: Page): Promise<boolean> {
  return (await page.locator("html").getAttribute("lang")) === "en";
}

async function faultsInEnglish(page: Page, where: string, dark = true): Promise<string[]> {
  const found = await violationsIn(page, where);
  if (!dark) return found;
  await turnDark(page);
  return [...found, ...(await violationsIn(page, `${where} in the dark`, { runOnly: ["color-contrast"] }))];
}

/** What fades from one colour to the other is at its end at once: halfway it has a contrast that nobody reads with. */
async function turnDark(page: Page): Promise<void> {
  await page.evaluate(async () => {
    document.documentElement.setAttribute("data-theme", "dark");
    await new Promise(requestAnimationFrame); // which begins the transitions
    for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish();
  });
}

export async function violationsIn(page: Page, where: string, options: RunOptions = {}): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  // Reading all styles and media beforehand serves two rules: one is experimental, the other finds no violations, only what to review.
  const run = `axe.run(document, ${JSON.stringify({ resultTypes: ["violations"], preload: false, ...options })})`;
  const { violations } = (await page.evaluate(run)) as AxeResults;
  return violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ html }) => html.slice(0, 200)).join(" and ")}`);
}

/** Makes the screen as wide as the smallest phones': nothing stands beside it. */
async function sideways(page: Page, where: string): Promise<string[]> {
  await page.locator("main").first().waitFor();
  await page.setViewportSize(SMALLEST);
  const wide = await page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame); // what measures itself does so then
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return null;
    const beyond = [...document.querySelectorAll("main *, header *, footer *")].filter((part) => {
      const { left, right } = part.getBoundingClientRect();
      return (right > clientWidth + 1 || left < -1) && part.children.length === 0;
    });
    return `${scrollWidth} px: ${beyond.slice(0, 3).map((part) => part.outerHTML.slice(0, 150))}`;
  });
  return wide ? [`${where} scrolls sideways, ${wide}`] : [];
}

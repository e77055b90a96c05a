import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/**
 * Opens each address and looks at it: the answer, the console, the width of the smallest phones; in English axe, too, in light, and contrast
 * in the dark, once a page, for its states share its colours. What axe asks for is the same in each language, for that only fills in the texts.
 * @param status that each answers with
 * @returns what is wrong, in words
 */
export async function faultsOf(page: Page, addresses: string[], status = 200): Promise<string[]> {
  const found: string[] = [];
  const listen = (message: { type(): string; text(): string }) => {
    const known = status !== 200 && /the server responded with a status of|React error #441/.test(message.text()); // 441: broke on the server
    if (message.type() === "error" && !known) found.push(`${page.url()} says: ${message.text().slice(0, 200)}`);
  };
  page.on("console", listen);
  const seen = new Set<string>();
  for (const address of addresses) {
    const answer = await page.goto(address);
    if (answer?.status() !== status) found.push(`${address} answered ${answer?.status()}`);
    const { pathname } = new URL(address);
    found.push(...(await faultsNow(page, address, { dark: !seen.has(pathname) })));
    seen.add(pathname);
  }
  page.off("console", listen);
  return found;
}

/** Looks at the page as it stands. */
export async function faultsNow(page: Page, where: string, { dark = true } = {}): Promise<string[]> {
  await page.locator("main").first().waitFor();
  const wide = await sideways(page, where);
  if ((await page.locator("html").getAttribute("lang")) !== "en") return wide;
  const found = [...wide, ...(await violationsIn(page, where))];
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
  const run = `axe.run(document, ${JSON.stringify({ resultTypes: ["violations"], ...options })})`;
  const { violations } = (await page.evaluate(run)) as AxeResults;
  return violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ html }) => html.slice(0, 200)).join(" and ")}`);
}

/** At the width of the smallest phones nothing stands beside the screen. */
async function sideways(page: Page, where: string): Promise<string[]> {
  const usual = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 700 });
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
  await page.setViewportSize(usual);
  return wide ? [`${where} scrolls sideways, ${wide}`] : [];
}

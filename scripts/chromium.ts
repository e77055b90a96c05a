import { existsSync } from "node:fs";

const PLACES = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** For Playwright's `launch`: Debian's Chromium or that of CHROMIUM_PATH, else the one that `npx playwright install chromium` fetched. */
export function chromiumOptions(): { executablePath?: string; args: string[] } {
  const executablePath = PLACES.find((path) => path && existsSync(path));
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return { executablePath, args: ["--disable-background-networking", "--disable-gpu", "--disable-software-rasterizer", ...asRoot] };
}

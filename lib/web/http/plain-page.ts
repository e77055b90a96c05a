import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { contentSecurityPolicy } from "./csp.ts";

/** All that moves on a page from cache: light and dark, and the count of visits. In braces, its names are nobody else's. */
const SCRIPT = `{${readFileSync(new URL("page-script.js", import.meta.url), "utf8")}}`;
const SCRIPT_END = "</script>";

/** The Content-Security-Policy of every plain page, whose only script is known by its hash. */
export function plainPagePolicy(): string {
  return contentSecurityPolicy(`'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'`);
}

/**
 * A page of the framework without it: its scripts, their preloads and the data they would read are left out, the page's own script comes
 * in. React escapes whatever else begins like a script.
 */
export function plainPage(html: string): string {
  return withoutPreloads(withoutScripts(html)).replace("</body>", () => `<script>${SCRIPT}${SCRIPT_END}</body>`);
}

function withoutScripts(html: string): string {
  const [start, ...scripts] = html.split("<script");
  return start + scripts.map((script) => script.split(SCRIPT_END).slice(1).join(SCRIPT_END)).join("");
}

function withoutPreloads(html: string): string {
  const [start, ...links] = html.split("<link ");
  return start + links.map((link) => (isPreload(link) ? link.slice(link.indexOf(">") + 1) : `<link ${link}`)).join("");
}

function isPreload(link: string): boolean {
  return link.slice(0, link.indexOf(">")).includes(' as="script"');
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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
 * in. React escapes whatever else begins like a script. Style sheets stand in the page itself, for a phone would wait for them as long again
 * as for the page before it paints anything.
 */
export function plainPage(html: string): string {
  return withoutLinks(withoutScripts(html)).replace("</body>", () => `<script>${SCRIPT}${SCRIPT_END}</body>`);
}

function withoutScripts(html: string): string {
  const [start, ...scripts] = html.split("<script");
  return start + scripts.map((script) => script.split(SCRIPT_END).slice(1).join(SCRIPT_END)).join("");
}

function withoutLinks(html: string): string {
  const [start, ...links] = html.split("<link ");
  return start + links.map(withoutLink).join("");
}

function withoutLink(link: string): string {
  const end = link.indexOf(">");
  const tag = link.slice(0, end);
  const [, sheet] = /^rel="stylesheet" href="\/_next\/(static\/[^"?]+)/.exec(tag) ?? [];
  if (sheet) return `<style>${styles(sheet)}</style>${link.slice(end + 1)}`;
  return tag.includes(' as="script"') ? link.slice(end + 1) : `<link ${link}`;
}

/** A style sheet of the build, whose fonts lie beside it. */
function styles(sheet: string): string {
  return readFileSync(join(".next", sheet), "utf8").replaceAll("url(../", "url(/_next/static/");
}

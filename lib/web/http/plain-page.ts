import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentSecurityPolicy } from "./csp.ts";
import { stylesUsedBy } from "./used-styles.ts";
import type { VendorFormPage } from "./vendor-form.ts";

/** In braces, its names are nobody else's. */
const inBraces = (file: URL) => `{${readFileSync(file, "utf8")}}`;
/** All that moves on a page from cache: light and dark, and the count of visits. */
const PAGE_SCRIPT = inBraces(new URL("page-script.js", import.meta.url));
/** What else moves on a page made for one reader: its forms. */
const FORM_SCRIPT = inBraces(new URL("form-script.js", import.meta.url));
const SCRIPT_END = "</script>";

/** The Content-Security-Policy of a page from cache, whose only script is known by its hash. */
export function plainPagePolicy(): string {
  return policyOf([PAGE_SCRIPT]);
}

/** The same of a page made for one reader, which lets in a vendor's hosts where it shows their form. */
export function readersPagePolicy(form: VendorFormPage | null): string {
  if (form) return policyOf([PAGE_SCRIPT, FORM_SCRIPT, form.script], form.hosts);
  readers ??= policyOf([PAGE_SCRIPT, FORM_SCRIPT]);
  return readers;
}

let readers: string | undefined;

function policyOf(scripts: string[], hosts?: VendorFormPage["hosts"]): string {
  return contentSecurityPolicy(scripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`).join(" "), hosts);
}

/**
 * A page of the framework without it: its scripts, their preloads and the data they would read are left out, the page's own script comes
 * in. React escapes whatever else begins like a script. Style sheets stand in the page itself, what it uses of them, for a phone would wait for them
 * as long again as for the page before it paints anything.
 */
export function plainPage(html: string): string {
  const bare = withoutScripts(html);
  const used = stylesUsedBy(bare);
  return withScripts(
    withoutLinks(bare, (link) => styleOf(link, used)),
    PAGE_SCRIPT,
  );
}

/** The same for a page made for one reader, which takes its style sheets from elsewhere: sent with each page they would be compressed each time. */
export function readersPage(html: string, form: VendorFormPage | null): string {
  return withScripts(
    withoutLinks(withoutScripts(html), (link) => `<link ${link}`),
    PAGE_SCRIPT,
    FORM_SCRIPT,
    ...(form ? [form.script] : []),
  );
}

function withScripts(html: string, ...scripts: string[]): string {
  return html.replace("</body>", () => `${scripts.map((text) => `<script>${text}${SCRIPT_END}`).join("")}</body>`);
}

function withoutScripts(html: string): string {
  const [start, ...scripts] = html.split("<script");
  return start + scripts.map((rest) => rest.split(SCRIPT_END).slice(1).join(SCRIPT_END)).join("");
}

function withoutLinks(html: string, sheet: (link: string) => string): string {
  const [start, ...links] = html.split("<link ");
  return start + links.map((link) => withoutLink(link, sheet)).join("");
}

function withoutLink(link: string, sheet: (link: string) => string): string {
  const end = link.indexOf(">");
  const tag = link.slice(0, end);
  if (tag.startsWith('rel="stylesheet"')) return sheet(link);
  return tag.includes(' as="script"') ? link.slice(end + 1) : `<link ${link}`;
}

function styleOf(link: string, used: (sheet: string) => string): string {
  const [, name] = /^rel="stylesheet" href="\/_next\/(static\/[^"?]+)/.exec(link) ?? [];
  return name ? `<style>${used(styles(name))}</style>${link.slice(link.indexOf(">") + 1)}` : `<link ${link}`;
}

/** A style sheet of the build, whose fonts lie beside it. */
function styles(sheet: string): string {
  return readFileSync(join(".next", sheet), "utf8").replaceAll("url(../", "url(/_next/static/");
}

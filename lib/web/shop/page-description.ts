import type { Settings } from "#lib/settings/schema.ts";

/** What a page says of itself to search engines: its `own` text, else the operator's words, of which any may be empty. */
export function pageDescription({ heroText, tagline, name }: Settings["brand"], own = ""): string {
  return own || heroText || tagline || name;
}

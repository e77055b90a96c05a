import { env } from "#lib/kernel/env.ts";

const LONGEST = 60;

/** From where a visitor came: `utm_source` of the page's address, else the host that led to it. Empty where it was neither, or our own. */
export function sourceOf({ source, referrer }: { source?: string; referrer?: string }): string {
  return named(source ?? "") || hostOf(referrer ?? "");
}

/** Lower case, without what would make of one source many. */
function named(text: string): string {
  const word = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._-]/gu, " ")
    .trim()
    .replaceAll(/ +/g, " ")
    .slice(0, LONGEST)
    .trimEnd();
  return word === "direct" || word === "none" ? "" : word;
}

function hostOf(host: string): string {
  const name = named(host.replace(/:\d+$/, "")).replace(/^www\./, "");
  return name === new URL(env().APP_URL).hostname.replace(/^www\./, "") ? "" : name;
}

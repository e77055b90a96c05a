import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Kind, TemplateKey, TemplateLocale } from "#lib/messages/catalog.ts";

export type TemplateText = { subject: string; body: string };

const read = new Map<string, TemplateText>();

/** The text that ships, from `emails/defaults/<locale>/`. An email's file begins with the line `subject: …`. */
export function shippedText(key: TemplateKey, kind: Kind, locale: TemplateLocale): TemplateText {
  const file = `${key}${kind === "SMS" ? ".sms" : ""}.liquid`;
  let text = read.get(`${locale}/${file}`);
  if (!text) {
    const source = readDefault(locale, file);
    const front = /^subject: (.*)\n+/.exec(source);
    text = { subject: front?.[1] ?? "", body: source.slice(front?.[0].length ?? 0) };
    read.set(`${locale}/${file}`, text);
  }
  return text;
}

/** What stands under every email. */
export function shippedFooter(locale: TemplateLocale): string {
  return readDefault(locale, "footer.liquid");
}

function readDefault(locale: TemplateLocale, file: string): string {
  return readFileSync(join(process.cwd(), "emails", "defaults", locale, file), "utf8").trim();
}

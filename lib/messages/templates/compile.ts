import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TemplateLocale } from "#lib/messages/catalog.ts";
import { escapeHtml } from "./escape-html.ts";
import { hideLiquid } from "./hide-liquid.ts";
import { markdownToMjml, markdownToText } from "./markdown.ts";
import { shippedFooter } from "./shipped.ts";

/** An email's Markdown in the frame, as HTML that is still Liquid, so that sending is one Liquid render. */
export async function compileEmail(body: string, locale: TemplateLocale): Promise<string> {
  const rightToLeft = locale === "ar";
  const start = rightToLeft ? "right" : "left";
  const hiddenBody = hideLiquid(body);
  const parts = markdownToText(hiddenBody).split("\n\n");
  const slots: Record<string, string> = {
    locale,
    direction: rightToLeft ? "rtl" : "ltr",
    start,
    preview: hiddenBody.reveal(escapeHtml(parts.find((part, index) => index > 0 && !hiddenBody.isTag(part)) ?? parts[0])),
    content: hiddenBody.reveal(markdownToMjml(hiddenBody, start)),
    footer: shippedFooter(locale),
  };
  const hidden = hideLiquid(frame().replace(/\[\[(\w+)\]\]/g, (_, slot) => slots[slot]));
  const { default: mjml } = await import("mjml");
  const { html } = await mjml(hidden.text, { validationLevel: "skip", fonts: {}, keepComments: false });
  return hidden.reveal(html.replace(/\n\s*/g, "\n"));
}

/** The text part of the same Markdown, still Liquid. */
export function compileText(body: string): string {
  const hidden = hideLiquid(body);
  return hidden.reveal(markdownToText(hidden));
}

let source: string | undefined;
function frame(): string {
  source ??= readFileSync(join(process.cwd(), "emails", "frame.mjml"), "utf8");
  return source;
}

import type { Kind, TemplateKey, TemplateLocale } from "#lib/messages/catalog.ts";
import type { Sender } from "./brand.ts";
import { checkSource, renderSamples } from "./check-template.ts";
import { compileEmail } from "./compile.ts";
import type { Reader } from "./liquid.ts";
import { prepare, type Rendered } from "./render.ts";

export type Draft = { key: TemplateKey; kind: Kind; locale: TemplateLocale; subject: string; body: string };
export type DraftToWrite = { draft: Draft; sender: Sender; reader: Reader };

/** `compiled` is the framed HTML, still Liquid; `rendered` is it with the samples. */
export type Written = { compiled: string; rendered: Rendered };

/** Compiles an operator's text and writes it with its samples. @throws DomainError at the field that does not work, with its line. */
export async function writeDraft({ draft, sender, reader }: DraftToWrite): Promise<Written> {
  const { key, kind, locale, body } = draft;
  checkSource(key, kind, draft);
  const compiled = kind === "EMAIL" ? await compileEmail(body, locale) : "";
  const rendered = renderSamples(prepare({ ...draft, compiled }), draft, sender, reader);
  return { compiled, rendered };
}

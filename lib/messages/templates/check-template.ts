import { LiquidError } from "liquidjs";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Kind, TemplateKey } from "#lib/messages/catalog.ts";
import type { Sender } from "./brand.ts";
import { type Reader, textLiquid } from "./liquid.ts";
import { type Prepared, type Rendered, render, scopeFor } from "./render.ts";
import { samplesOf, variablesFor } from "./samples.ts";
import type { TemplateText } from "./shipped.ts";

type Field = keyof TemplateText;

/**
 * Whether a text is Liquid, and uses nothing but its template's variables, secrets only as they are and not in the subject.
 * @throws DomainError at the field, with the line.
 */
export function checkSource(key: TemplateKey, kind: Kind, text: TemplateText): void {
  if (kind === "EMAIL" && !text.subject.trim()) throw new DomainError("required", { field: "subject" });
  if (!text.body.trim()) throw new DomainError("required", { field: "body" });
  for (const field of kind === "EMAIL" ? (["subject", "body"] as const) : (["body"] as const)) {
    if (depthOf(text[field]) > MAX_DEPTH) throw new DomainError("template_too_deep", { field });
    checkField(key, text[field], field);
  }
}

/** Whoever nests deeper has made a mistake; what reads it calls itself for each level. */
const MAX_DEPTH = 50;

/** How deep blocks (`{% if %}`), quotes (`>`) and brackets stand in each other, at most. */
function depthOf(source: string): number {
  let [blocks, deepest] = [0, 0];
  for (const [, name] of source.matchAll(/\{%-?\s*(\w+)/g)) {
    if (/^(?:if|unless|case|for|tablerow|capture|comment|raw|layout|block)$/.test(name)) blocks += 1;
    else if (name.startsWith("end")) blocks -= 1;
    deepest = Math.max(deepest, blocks);
  }
  for (const line of source.split("\n")) {
    let open = 0;
    for (const character of line) {
      if (character === ">" || character === "[" || character === "(") open += 1;
      else if (character === "]" || character === ")") open -= 1;
      deepest = Math.max(deepest, open);
    }
  }
  return deepest;
}

function checkField(key: TemplateKey, source: string, field: Field): void {
  const known = new Map(variablesFor(key).map((listed) => [listed.path, listed]));
  for (const { path, line } of usedVariables(source, field)) {
    const listed = known.get(path) ?? known.get(path.replace(/\.(size|first|last)$/, ""));
    if (!listed) throw new DomainError("template_variable_unknown", { field, values: { name: path, line } });
    if (listed.secret && field === "subject") throw new DomainError("template_secret_in_subject", { field, values: { name: path } });
  }
}

function usedVariables(source: string, field: Field): { path: string; line: number }[] {
  return refusing(field, () => {
    const { globals } = textLiquid.parseAndAnalyzeSync(source, undefined, { partials: false });
    return Object.values(globals)
      .flat()
      .map((variable) => ({ path: variable.segments.map(String).join("."), line: variable.location.row }));
  });
}

/** Writes the message with its samples, and once more without what may be absent. @throws DomainError where that does not work. */
export function renderSamples(
  prepared: Prepared,
  { key, subject, body }: TemplateText & { key: TemplateKey },
  sender: Sender,
  reader: Reader,
): Rendered {
  for (const bare of [true, false]) {
    const { scope } = scopeFor({ key, ...samplesOf(key, bare), sender, reader });
    refusing("subject", () => textLiquid.parseAndRenderSync(subject, scope));
    refusing("body", () => textLiquid.parseAndRenderSync(body, scope));
  }
  const rendered = refusing("body", () => render(prepared, { key, ...samplesOf(key), sender, reader }));
  checkSecrets(key, body, rendered);
  return rendered;
}

/** A secret that went through a filter could not be filled in when the message is sent. */
function checkSecrets(key: TemplateKey, body: string, rendered: Rendered): void {
  const used = new Set(usedVariables(body, "body").map(({ path }) => path));
  const standIns = Object.keys(rendered.secrets);
  for (const { path } of variablesFor(key).filter((listed) => listed.secret && used.has(listed.path))) {
    const intact = standIns.some((standIn) => standIn.startsWith(`[[secret:${path}:`) && rendered.text.includes(standIn));
    if (!intact) throw new DomainError("template_secret_changed", { field: "body", values: { name: path } });
  }
}

function refusing<T>(field: Field, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const [line] = error.token?.getPosition() ?? [1];
    const detail = (error.originalError ?? error).message.replace(/, (file|line):.*$/s, "");
    const filter = /^undefined filter: (.+)$/.exec(detail)?.[1];
    throw filter
      ? new DomainError("template_filter_unknown", { field, values: { name: filter, line } })
      : new DomainError("template_syntax", { field, values: { detail, line } });
  }
}

import { DomainError } from "#lib/kernel/errors.ts";
import type { Money } from "#lib/kernel/money.ts";
import { CATALOG, COMMON, type Kind, type TemplateKey } from "#lib/messages/catalog.ts";
import { isVariable, type Variables } from "#lib/messages/variables.ts";
import type { Sender } from "./brand.ts";
import { compileText } from "./compile.ts";
import { DateDrop, htmlLiquid, MoneyDrop, type Parsed, type Reader, textLiquid } from "./liquid.ts";
import { placeholder, type Secrets } from "./secrets.ts";

/** A template version's Liquid, parsed once and kept. `html` is absent for SMS. */
export type Prepared = { subject: Parsed; html: Parsed | null; text: Parsed };

/** @throws what LiquidJS throws for a text that is not Liquid. */
export function prepare({ kind, subject, body, compiled }: { kind: Kind; subject: string; body: string; compiled: string }): Prepared {
  return {
    subject: textLiquid.parse(subject),
    html: kind === "EMAIL" ? htmlLiquid.parse(compiled) : null,
    text: textLiquid.parse(kind === "EMAIL" ? compileText(body) : body),
  };
}

/** Characters: no message is longer, and a loop in a text may not make it so. */
const MAX_LENGTH = 300_000;

export type Rendered = { subject: string; html: string; text: string; secrets: Secrets };

export type RenderInput = {
  key: TemplateKey;
  values: Record<string, unknown>;
  secrets: Record<string, unknown>;
  sender: Sender;
  reader: Reader;
};

/**
 * Writes a message. Secrets stand as placeholders; `secrets` tells what they stand for.
 * @throws when the template uses what it is not given, or takes too long (lib/messages/templates/liquid.ts), and DomainError when it writes too much.
 */
export function render(prepared: Prepared, input: RenderInput): Rendered {
  const { scope, secrets } = scopeFor(input);
  const subject = textLiquid.renderSync(prepared.subject, scope).replace(/\s+/g, " ").trim();
  const html = prepared.html ? htmlLiquid.renderSync(prepared.html, merge(scope, { frame: { subject } })) : "";
  const text = textLiquid.renderSync(prepared.text, scope);
  if (html.length + text.length > MAX_LENGTH) throw new DomainError("template_too_long", { field: "body" });
  return { subject, html, text: tidy(text), secrets };
}

/** What a template of that key sees, with stand-ins for the secrets. */
export function scopeFor({ key, values, secrets, sender, reader }: RenderInput): { scope: Scope; secrets: Secrets } {
  const hidden: Secrets = {};
  const common = { ...scopeOf(COMMON, { ...values, brand: sender.brand }, reader), frame: { ...sender.frame } };
  const own = merge(scopeOf(CATALOG[key].variables, values, reader), hide(CATALOG[key].secrets, secrets, hidden));
  return { scope: merge(common, own), secrets: hidden };
}

type Scope = Record<string, unknown>;

/** The declared values as Liquid sees them; what is optional and absent is null, so that it may be asked for. */
function scopeOf(variables: Variables, values: Record<string, unknown>, reader: Reader): Scope {
  return mapVariables(variables, values, (value, { type }) => {
    if (value === null || value === undefined) return null;
    if (type === "money") return new MoneyDrop(value as Money, reader);
    return type === "date" ? new DateDrop(value as Date, reader) : value;
  });
}

function hide(variables: Variables, values: Record<string, unknown>, hidden: Secrets): Scope {
  return mapVariables(variables, values, (value, _variable, path) => {
    const standIn = placeholder(path);
    hidden[standIn] = String(value);
    return standIn;
  });
}

type Convert = (value: unknown, variable: { type: string }, path: string) => unknown;

function mapVariables(variables: Variables, values: Record<string, unknown>, convert: Convert, prefix = ""): Scope {
  const entries = Object.entries(variables).map(([name, node]) => {
    const path = prefix + name;
    if (isVariable(node)) {
      if (values[name] === undefined && !node.optional) throw new Error(`the message variable ${path} is missing`);
      return [name, convert(values[name], node, path)];
    }
    return [name, mapVariables(node, (values[name] ?? {}) as Record<string, unknown>, convert, `${path}.`)];
  });
  return Object.fromEntries(entries);
}

function merge(one: Scope, other: Scope): Scope {
  const both = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const deep = both[name] && value && Object.getPrototypeOf(value) === Object.prototype;
    both[name] = deep ? merge(both[name] as Scope, value as Scope) : value;
  }
  return both;
}

function tidy(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

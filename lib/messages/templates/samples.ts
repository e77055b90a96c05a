import { formatDate, formatMoney } from "#lib/kernel/format.ts";
import type { Money } from "#lib/kernel/money.ts";
import { CATALOG, COMMON, type TemplateKey } from "#lib/messages/catalog.ts";
import { isVariable, type ListedVariable, listVariables, type Variable, type Variables } from "#lib/messages/variables.ts";

type Nested = { [name: string]: unknown };

/** The samples of a template, for the preview, the test send and the check at saving. `bare` leaves out what is optional. */
export function samplesOf(key: TemplateKey, bare = false): { values: Nested; secrets: Nested } {
  return {
    values: { ...sampleTree(COMMON, bare), ...sampleTree(CATALOG[key].variables, bare) },
    secrets: sampleTree(CATALOG[key].secrets, bare),
  };
}

function sampleTree(variables: Variables, bare: boolean): Nested {
  const entries = Object.entries(variables).map(([name, node]) => [
    name,
    isVariable(node) ? (bare && node.optional ? null : node.sample) : sampleTree(node, bare),
  ]);
  return Object.fromEntries(entries);
}

/** Every variable that a template may use. */
export function variablesFor(key: TemplateKey): ListedVariable[] {
  return [...listVariables(COMMON), ...listVariables(CATALOG[key].variables), ...listVariables(CATALOG[key].secrets, true)];
}

/** A sample as a message writes it. */
export function writtenSample({ type, sample }: Variable, locale: string, timeZone: string): string {
  if (type === "money") return formatMoney(sample as Money, locale);
  return type === "date" ? formatDate(sample as Date, locale, timeZone) : String(sample);
}

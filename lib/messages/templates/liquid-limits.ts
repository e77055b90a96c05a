import { type Context, defaultOperators, filters, type Liquid } from "liquidjs";

/**
 * A letter is written inside the transaction that causes it, so the time it may take has to end each text by itself. LiquidJS looks at the
 * clock between the pieces of a text, and at memory in some filters. Here it looks before every filter and operator too, and none of them gets
 * more than it works off at once, however it is written: time is then over at most one such step late.
 */
export const LIMITS = { parseLimit: 400_000, renderLimit: 500, memoryLimit: 2_000_000 };

/** Characters of one value, of which filters and operators look for one in another (10,000 in 10,000 is ten milliseconds' work). */
const LONGEST_VALUE = 10_000;
/** Elements; `split` alone makes lists, and none stands in another. */
const LONGEST_LIST = 1_000;

/** What texts, amounts and dates need. Lists are only what `split` makes of a text. */
const FILTERS =
  `append at_least at_most capitalize ceil date default divided_by downcase escape escape_once first floor join last lstrip minus
  modulo money newline_to_br plus prepend raw remove remove_first remove_last replace replace_first replace_last round rstrip size slice split strip
  strip_html strip_newlines times truncate truncatewords upcase url_encode`.split(/\s+/);
/** Without loops every piece of a text is written once at most. No template has a list to go through. */
const TAGS = ["assign", "capture", "case", "comment", "echo", "if", "raw", "unless", "#"];

/** Leaves of a LiquidJS engine, filters of ours included, what can be bounded, and bounds it. */
export function bound(liquid: Liquid): Liquid {
  for (const name of Object.keys(liquid.tags)) if (!TAGS.includes(name)) delete liquid.tags[name];
  for (const [name, filter] of Object.entries(liquid.filters)) {
    delete liquid.filters[name];
    if (typeof filter !== "function" || !FILTERS.includes(name)) continue;
    liquid.registerFilter(name, function (...values) {
      look(this.context, values);
      return filter.apply(this, values);
    });
  }
  return liquid;
}

export const boundOperators = Object.fromEntries(
  Object.entries(defaultOperators).map(([sign, operator]) => [
    sign,
    (...operands: unknown[]) => {
      const context = operands.pop() as Context;
      look(context, operands);
      return (operator as (...given: unknown[]) => unknown)(...operands, context);
    },
  ]),
) as typeof defaultOperators;

/** What is written counts as memory, so that `capture` cannot pile texts up. For an engine's `outputEscape`. */
export function counted(this: { context: Context }, value: unknown): string {
  return (filters.append as (value: unknown, more: string) => string).call(this, value, "");
}

function look({ renderLimit }: Context, values: unknown[]): void {
  renderLimit.check(performance.now());
  for (const value of values) {
    const longest = typeof value === "string" ? LONGEST_VALUE : LONGEST_LIST;
    const { length } = (typeof value === "string" || Array.isArray(value) ? value : []) as { length: number };
    if (length > longest) throw new Error(`a value has ${length} characters or parts; ${longest} is the most`);
  }
}

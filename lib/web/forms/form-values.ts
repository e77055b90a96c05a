import { plainText } from "#lib/kernel/inputs.ts";

/** A form as a plain object: a name that ends in `[]` or appears more than once is an array; React's own fields and control characters are left out. */
export function formValues(form: FormData): Record<string, string | string[]> {
  const texts = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (name.startsWith("$ACTION")) continue;
    const all = texts.get(name) ?? [];
    if (typeof value === "string") all.push(plainText(value));
    texts.set(name, all);
  }
  const values: Record<string, string | string[]> = {};
  for (const [name, all] of texts) {
    if (name.endsWith("[]")) values[name.slice(0, -2)] = all;
    else if (all.length === 1) values[name] = all[0];
    else if (all.length > 1) values[name] = all;
  }
  return values;
}

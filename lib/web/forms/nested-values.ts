import { z } from "zod";

type Nested = { [name: string]: unknown };

/** `{"amounts.EUR.amount": "9.99"}` as `{amounts: {EUR: {amount: "9.99"}}}`, so that an error's path is the field's name again. */
function nestValues(values: unknown): unknown {
  if (typeof values !== "object" || values === null) return values;
  const nested: Nested = {};
  for (const [name, value] of Object.entries(values)) {
    const path = name.split(".");
    if (path.some((part) => part === "__proto__" || part === "constructor" || part === "prototype")) continue;
    let place = nested;
    for (const part of path.slice(0, -1)) {
      if (typeof place[part] !== "object" || place[part] === null) place[part] = {};
      place = place[part] as Nested;
    }
    place[path[path.length - 1]] = value;
  }
  return nested;
}

/** A schema for a form whose field names hold dots. */
export function nestedForm<S extends z.ZodType>(schema: S) {
  return z.preprocess(nestValues, schema);
}

import { z } from "zod";

/**
 * Repeated rows of a form, `{ "0": {…}, "1": {…} }`, as a list in their order; rows left wholly empty are left out.
 * An error's path keeps the row's own number.
 */
export function numberedRows<S extends z.ZodType>(row: S, max: number) {
  return z
    .preprocess(withoutBlankRows, z.record(z.string(), row))
    .transform((rows) => Object.entries(rows).sort(([a], [b]) => Number(a) - Number(b)))
    .refine((entries) => entries.length <= max, "too_many")
    .transform((entries) => entries.map(([, fields]) => fields));
}

function withoutBlankRows(rows: unknown): unknown {
  if (typeof rows !== "object" || rows === null) return {};
  const filled = Object.entries(rows).filter(([, fields]) =>
    Object.values(fields ?? {}).some((value) => typeof value === "string" && value.trim() !== ""),
  );
  return Object.fromEntries(filled);
}

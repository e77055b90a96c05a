import { z } from "zod";

/**
 * Repeated rows of a form, `{ r0: {…}, r7: {…} }`, as a list in the form's order; rows left wholly empty are left out.
 * Names begin with a letter, for objects put numbers in an order of their own. An error's path keeps the row's name.
 */
export function formRows<S extends z.ZodType>(row: S, max: number) {
  return z
    .preprocess(withoutBlankRows, z.record(z.string(), row))
    .transform((rows) => Object.values(rows))
    .refine((rows) => rows.length <= max, "too_many");
}

function withoutBlankRows(rows: unknown): unknown {
  if (typeof rows !== "object" || rows === null) return {};
  const filled = Object.entries(rows).filter(([, fields]) =>
    Object.values(fields ?? {}).some((value) => typeof value === "string" && value.trim() !== ""),
  );
  return Object.fromEntries(filled);
}

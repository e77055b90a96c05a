/** As JSON: amounts, which it has no numbers for, are written as text. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? inner.toString() : inner));
}

/** The same as a JSON column takes it. */
// biome-ignore lint/suspicious/noExplicitAny: what JSON.parse returns
export function toJson(value: unknown): any {
  return JSON.parse(writeJson(value));
}

/** One value that changed: its path ("amounts.EUR.amount") with what it was and what it became; undefined where there was none. */
export type Difference = { path: string; before?: string; after?: string };

/** What changed between two JSON values, in the order of their keys. */
export function differences(before: unknown, after: unknown): Difference[] {
  const old = leaves(before);
  const fresh = leaves(after);
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((path) => old.get(path) !== fresh.get(path))
    .map((path) => ({ path, before: old.get(path), after: fresh.get(path) }));
}

function leaves(value: unknown, path = "", found = new Map<string, string>()): Map<string, string> {
  if (typeof value === "object" && value !== null && !isList(value)) {
    for (const [name, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${name}` : name, found);
  } else if (value !== null && value !== undefined && value !== "") {
    found.set(path, written(value));
  }
  return found;
}

/** Lists of plain values are one value; a list of records is looked into. */
function isList(value: object): value is unknown[] {
  return Array.isArray(value) && value.every((entry) => typeof entry !== "object");
}

function written(value: unknown): string {
  const text = Array.isArray(value) ? value.join(", ") : String(value);
  return text.startsWith("data:") ? `${text.slice(0, text.indexOf(";"))} (${text.length})` : text;
}

/**
 * A description as operators write it, a line each: `word: value` says how, `name = value` is a field that is sent, `#` begins a remark. A key or certificate stands in it as
 * its owner hands it out (PEM).
 */
export type Lines = { said: Map<string, string>; fields: [name: string, template: string][]; pem: string | null };

/** Null where a line is neither. Of a word that is said twice the last holds. */
export function readLines(text: string): Lines | null {
  const said = new Map<string, string>();
  const fields: Lines["fields"] = [];
  const lines = text.split("\n").map((line) => line.trim());
  const pem = takePem(lines);
  for (const line of lines) {
    if (line === "" || line.startsWith("#")) continue;
    const [colon, equals] = [line.indexOf(":"), line.indexOf("=")];
    const at = colon > 0 && (equals < 0 || colon < equals) ? colon : equals;
    const name = line.slice(0, Math.max(at, 0)).trim();
    if (at <= 0 || /\s/.test(name)) return null;
    const value = line.slice(at + 1).trim();
    if (at === colon) said.set(name, value);
    else fields.push([name, value]);
  }
  return { said, fields, pem };
}

/** Takes the first key or certificate out of the lines. */
function takePem(lines: string[]): string | null {
  const begin = lines.findIndex((line) => line.startsWith("-----BEGIN "));
  const length = lines.slice(begin).findIndex((line) => line.startsWith("-----END ")) + 1;
  return begin < 0 || length === 0 ? null : lines.splice(begin, length).join("\n");
}

/** Words with spaces between them. */
export function wordsOf(value: string | undefined): string[] {
  return (value ?? "").split(/\s+/).filter(Boolean);
}

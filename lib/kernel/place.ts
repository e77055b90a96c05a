/** What a list is sorted by: instants, minor units, text. */
export type Key = Date | bigint | string;

/** A place in a list: the rows `after` it come later in its order, the rows `before` it earlier. */
export type Place = { direction: "after" | "before"; key: Key; id: string };

/** As text: `a` for after, `b` for before, then what the row is sorted by, and its id. */
export function encodeCursor({ direction, key, id }: Place): string {
  const written =
    typeof key === "string" ? `t${Buffer.from(key).toString("base64url")}` : key instanceof Date ? `d${key.getTime()}` : `n${key}`;
  return `${direction === "after" ? "a" : "b"}.${written}.${id}`;
}

/** Null for what is none. */
export function decodeCursor(text: string): Place | null {
  const [direction, written = "", id = ""] = text.split(".");
  const key = readKey(written);
  if (key === null || !/^[ab]$/.test(direction) || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  return { direction: direction === "a" ? "after" : "before", key, id };
}

function readKey(written: string): Key | null {
  const text = written.slice(1);
  if (/^d\d{1,14}$/.test(written)) return new Date(Number(text));
  if (/^n-?\d{1,18}$/.test(written)) return BigInt(text);
  // PostgreSQL refuses NUL.
  return written.startsWith("t") ? Buffer.from(text, "base64url").toString().replaceAll("\0", "") : null;
}

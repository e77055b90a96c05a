type Texts<Key extends string> = { (key: Key, values?: Record<string, string | number>): string; has(key: Key): boolean };

/**
 * The text of a name that is not ours to list (a plug-in's, a bank's code, that of a row which an older version wrote); undefined where there is none.
 * What has a type of its own, an enum or a union, is asked of `t` itself: the compiler then knows whether each of it has a text.
 */
export function textOf<Key extends string>(t: Texts<Key>, name: string, values?: Record<string, string | number>): string | undefined {
  const key = name as Key;
  return t.has(key) ? t(key, values) : undefined;
}

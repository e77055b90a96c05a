const escaped = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/** An ILIKE pattern for a text anywhere; the reader's own % and _ are plain letters. */
export function containing(text: string): string {
  return `%${escaped(text)}%`;
}

export function startingWith(text: string): string {
  return `${escaped(text)}%`;
}

const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const TOKEN = /xLQ(\d+)QLx/g;
const LINE_OF_TAGS = /^[ \t]*(?:\{%[^\n]*?%\}[ \t]*)+$/gm;

export type Hidden = { text: string; reveal: (output: string) => string; isTag: (token: string) => boolean };

/**
 * Puts a plain word in place of each piece of Liquid, so that Markdown and MJML leave it alone, and brings it back with `reveal`.
 * A line of nothing but tags becomes a paragraph of its own.
 */
export function hideLiquid(source: string): Hidden {
  const pieces: string[] = [];
  const spaced = source.replace(/\r\n?/g, "\n").replace(LINE_OF_TAGS, "\n$&\n");
  const text = spaced.replace(LIQUID, (piece) => `xLQ${pieces.push(piece) - 1}QLx`);
  return {
    text,
    reveal: (output) => output.replace(TOKEN, (_, index) => pieces[Number(index)]),
    isTag: (token) => pieces[Number(/\d+/.exec(token)?.[0])]?.startsWith("{%") ?? false,
  };
}

/** The tags at the start and at the end of a table row, which belong around the row and not into its cells. */
export function tagsAround(text: string, hidden: Hidden): { before: string; inner: string; after: string } {
  let inner = text.trim();
  let before = "";
  let after = "";
  for (let token = /^xLQ\d+QLx/.exec(inner)?.[0]; token && hidden.isTag(token); token = /^xLQ\d+QLx/.exec(inner)?.[0]) {
    before += token;
    inner = inner.slice(token.length).trimStart();
  }
  for (let token = /xLQ\d+QLx$/.exec(inner)?.[0]; token && hidden.isTag(token); token = /xLQ\d+QLx$/.exec(inner)?.[0]) {
    after = token + after;
    inner = inner.slice(0, -token.length).trimEnd();
  }
  return { before, inner, after };
}

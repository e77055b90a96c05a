const TOKEN = /xLQ(\d+)QLx/g;
const LEADING = /^xLQ\d+QLx/;
const TRAILING = /xLQ\d{1,6}QLx$/;
const CLOSES = { "{{": "}}", "{%": "%}" } as const;

export type Hidden = { text: string; reveal: (output: string) => string; isTag: (token: string) => boolean };

/**
 * Puts a plain word in place of each piece of Liquid, so that Markdown and MJML leave it alone, and brings it back with `reveal`.
 * A line of nothing but tags becomes a paragraph of its own.
 */
export function hideLiquid(source: string): Hidden {
  const pieces: string[] = [];
  const spaced = source.replace(/\r\n?/g, "\n").split("\n").map(apart).join("\n");
  const text = cut(spaced, (piece) => `xLQ${pieces.push(piece) - 1}QLx`);
  return {
    text,
    reveal: (output) => output.replace(TOKEN, (token, index) => pieces[Number(index)] ?? token),
    isTag: (token) => pieces[Number(/\d+/.exec(token)?.[0])]?.startsWith("{%") ?? false,
  };
}

/** Replaces each `{{ … }}` and `{% … %}`; what is not closed stays. One look at each character, however many are not closed. */
function cut(source: string, replace: (piece: string) => string): string {
  const missing = new Set<string>();
  let text = "";
  let at = 0;
  for (let open = source.indexOf("{"); open >= 0; open = source.indexOf("{", Math.max(open + 1, at))) {
    const close = CLOSES[source.slice(open, open + 2) as keyof typeof CLOSES];
    if (!close || missing.has(close)) continue;
    const end = source.indexOf(close, open + 2);
    if (end < 0) {
      missing.add(close);
      continue;
    }
    text += source.slice(at, open) + replace(source.slice(open, end + 2));
    at = end + 2;
  }
  return text + source.slice(at);
}

function apart(line: string): string {
  const bare = line.trim();
  if (!bare.startsWith("{%")) return line;
  const between = cut(bare, (piece) => (piece.startsWith("{%") ? "" : "x"));
  return between.trim() === "" ? `\n${line}\n` : line;
}

/** The tags at the start and at the end of a table row, which belong around the row and not into its cells. */
export function tagsAround(text: string, hidden: Hidden): { before: string; inner: string; after: string } {
  let inner = text.trim();
  let before = "";
  let after = "";
  for (let token = LEADING.exec(inner)?.[0]; token && hidden.isTag(token); token = LEADING.exec(inner)?.[0]) {
    before += token;
    inner = inner.slice(token.length).trimStart();
  }
  for (let token = TRAILING.exec(inner)?.[0]; token && hidden.isTag(token); token = TRAILING.exec(inner)?.[0]) {
    after = token + after;
    inner = inner.slice(0, -token.length).trimEnd();
  }
  return { before, inner, after };
}

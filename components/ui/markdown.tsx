import { Marked, Parser, Renderer, type Tokens } from "marked";

/** Operators' text: raw HTML stands as text, links lead only where a page may, pictures are left out. */
class SafeHtml extends Renderer {
  override html({ text }: Tokens.HTML | Tokens.Tag) {
    return escapeHtml(text);
  }
  override link({ href, tokens }: Tokens.Link) {
    const label = this.parser.parseInline(tokens);
    return /^(?:https?:|mailto:|tel:|\/(?![/\\]))/i.test(href) ? `<a href="${escapeHtml(href)}">${label}</a>` : label;
  }
  override image({ text }: Tokens.Image) {
    return escapeHtml(text);
  }
  override heading({ tokens, depth }: Tokens.Heading) {
    return `<h${depth}>${this.parser.parseInline(tokens)}</h${depth}>`;
  }
}

const marked = new Marked({ gfm: true, breaks: true });

/** The HTML of an operator's Markdown. What would take long to read stands as it was written. */
export function safeHtml(text: string): string {
  if (!isReadable(text)) return plainHtml(text);
  const tokens = marked.lexer(text);
  setBelowPage(tokens.filter((token): token is Tokens.Heading => token.type === "heading"));
  return new Parser({ renderer: new SafeHtml() }).parse(tokens);
}

const LONGEST_WORD = 500;
const MOST_SIGNS = 1_500;
const DEEPEST = 20;

/**
 * Whether Markdown is read in no time. The reader looks from each sign for the one that ends what it begins, through each word for an address, and calls
 * itself for each level; this looks at every character once. Nobody writes terms that are near these limits.
 */
function isReadable(text: string): boolean {
  let [signs, word, level, atStart, indent] = [0, 0, 0, true, 0];
  for (const character of text) {
    const blank = character === " " || character === "\t" || character === "\n";
    word = blank ? 0 : word + 1;
    if ("*_~[]<`!&|".includes(character)) signs += 1;
    if (character === "\n") [level, atStart, indent] = [0, true, 0];
    else if (atStart && blank) indent += 1;
    else if (atStart && "->+*.)0123456789".includes(character)) level += 1;
    else atStart = false;
    if (word > LONGEST_WORD || signs > MOST_SIGNS || level > DEEPEST || indent > 4 * DEEPEST) return false;
  }
  return true;
}

function plainHtml(text: string): string {
  return `<p>${escapeHtml(text).replaceAll("\n", "<br>")}</p>`;
}

/** The highest of the text's headings is an h2, below the page's own, and none skips a level, whatever the operator wrote. */
function setBelowPage(headings: Tokens.Heading[]): void {
  const highest = Math.min(...headings.map(({ depth }) => depth));
  let before = 1;
  for (const heading of headings) {
    heading.depth = Math.min(heading.depth - highest + 2, before + 1, 6);
    before = heading.depth;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Markdown written by an operator, e.g. the terms; its headings stand below the page's own. */
export function Markdown({ text }: { text: string }) {
  return <div className="prose" dangerouslySetInnerHTML={{ __html: safeHtml(text) }} />;
}

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

/** The HTML of an operator's Markdown. */
export function safeHtml(text: string): string {
  const tokens = marked.lexer(text);
  setBelowPage(tokens.filter((token): token is Tokens.Heading => token.type === "heading"));
  return new Parser({ renderer: new SafeHtml() }).parse(tokens);
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

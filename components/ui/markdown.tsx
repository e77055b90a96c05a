import { Marked, Parser, Renderer, type Tokens } from "marked";

/** Operators' text: raw HTML stands as text, links lead only where a page may, pictures are left out. */
class SafeHtml extends Renderer {
  override html({ text }: Tokens.HTML | Tokens.Tag) {
    return escapeHtml(text);
  }
  override link({ href, tokens }: Tokens.Link) {
    const label = this.parser.parseInline(tokens);
    return /^(https?:|mailto:|tel:|\/(?!\/))/i.test(href) ? `<a href="${escapeHtml(href)}">${label}</a>` : label;
  }
  override image({ text }: Tokens.Image) {
    return escapeHtml(text);
  }
  override heading({ tokens, depth }: Tokens.Heading) {
    const level = Math.min(depth + 1, 6);
    return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
  }
}

const marked = new Marked({ gfm: true, breaks: true });

/** The HTML of an operator's Markdown. */
export function safeHtml(text: string): string {
  return new Parser({ renderer: new SafeHtml() }).parse(marked.lexer(text));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Markdown written by an operator, e.g. the terms; its headings stand below the page's own. */
export function Markdown({ text }: { text: string }) {
  return <div className="prose" dangerouslySetInnerHTML={{ __html: safeHtml(text) }} />;
}

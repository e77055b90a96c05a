import { Marked, Parser, Renderer, type Token, type Tokens } from "marked";
import { escapeHtml } from "./escape-html.ts";
import { type Hidden, tagsAround } from "./hide-liquid.ts";

const marked = new Marked({ gfm: true, breaks: true });
const BUTTON = /^button:\s*/i;
const SAFE_LINK = /^(?:https?:|mailto:|tel:)/i;
/** The variables that are addresses of ours, as they are: any other may hold what somebody typed, such as `javascript:`. */
const LINK_VARIABLE = /^\{\{-?\s*(?:links\.\w+|brand\.url)\s*-?\}\}$/;

function isSafe(href: string, hidden: Hidden): boolean {
  const [piece] = /^xLQ\d+QLx/.exec(href) ?? [];
  return piece ? LINK_VARIABLE.test(hidden.reveal(piece)) : SAFE_LINK.test(href);
}

/** HTML of inline Markdown: raw HTML stands as text, and a link goes only where a mail may lead. */
class InlineHtml extends Renderer {
  readonly #hidden: Hidden;
  constructor(hidden: Hidden) {
    super();
    this.#hidden = hidden;
  }
  override html({ text }: Tokens.HTML | Tokens.Tag) {
    return escapeHtml(text);
  }
  override link({ href, tokens }: Tokens.Link) {
    const label = this.parser.parseInline(tokens);
    return isSafe(href, this.#hidden) ? `<a href="${escapeHtml(href)}" style="text-decoration:underline">${label}</a>` : label;
  }
  override image({ text }: Tokens.Image) {
    return escapeHtml(text);
  }
}

type Edge = "left" | "right";

/** Markdown as MJML blocks for the frame's column. `start` is the side a line begins on. */
export function markdownToMjml(hidden: Hidden, start: Edge): string {
  const parser = new Parser({ renderer: new InlineHtml(hidden) });
  return marked
    .lexer(hidden.text)
    .map((token) => block(token))
    .join("\n");

  function block(token: Token): string {
    switch (token.type) {
      case "space":
        return "";
      case "hr":
        return "<mj-divider />";
      case "heading":
        return content(heading(token as Tokens.Heading), 'padding="0 32px 12px"');
      case "paragraph":
        return paragraph(token as Tokens.Paragraph);
      case "list":
        return content(list(token as Tokens.List));
      case "table":
        return content(table(token as Tokens.Table), 'padding="4px 32px 22px"');
      case "blockquote":
        return content(quote(token as Tokens.Blockquote), 'padding="4px 32px 18px"');
      default:
        return content(escapeHtml("text" in token ? token.text : token.raw));
    }
  }

  function paragraph({ tokens, text }: Tokens.Paragraph): string {
    const { before, inner } = tagsAround(text, hidden);
    if (before && !inner) return `<mj-raw>${before}</mj-raw>`;
    const links = tokens.filter((token) => !(token.type === "br" || (token.type === "text" && !token.raw.trim())));
    if (links.every((token) => token.type === "link" && BUTTON.test(token.text) && isSafe(token.href, hidden))) {
      return links.map((token) => button(token as Tokens.Link)).join("\n");
    }
    return content(parser.parseInline(tokens));
  }

  function button({ href, text }: Tokens.Link): string {
    return `<mj-button css-class="button" href="${escapeHtml(href)}">${escapeHtml(text.replace(BUTTON, ""))}</mj-button>`;
  }

  function heading({ depth, tokens }: Tokens.Heading): string {
    const size = depth === 1 ? "26px;line-height:32px" : "19px;line-height:26px";
    const tag = depth === 1 ? "h1" : "h2";
    return `<${tag} style="margin:0;font-size:${size};letter-spacing:-0.01em;font-weight:700">${parser.parseInline(tokens)}</${tag}>`;
  }

  function quote({ tokens }: Tokens.Blockquote): string {
    const inner = tokens.map((token) => ("tokens" in token && token.tokens ? parser.parseInline(token.tokens) : "")).join("<br />");
    return `<div style="border-${start}:3px solid #c9c9d8;padding-${start}:14px">${inner}</div>`;
  }

  function list({ ordered, items }: Tokens.List): string {
    const tag = ordered ? "ol" : "ul";
    const rows = items.map((item) => `<li style="margin:0 0 6px">${item.tokens.map(listed).join("")}</li>`);
    return `<${tag} style="margin:0;padding-${start}:22px">${rows.join("")}</${tag}>`;
  }

  function listed(token: Token): string {
    if (token.type === "list") return list(token as Tokens.List);
    return "tokens" in token && token.tokens ? parser.parseInline(token.tokens) : escapeHtml(token.raw);
  }

  function table({ rows }: Tokens.Table): string {
    const body = rows.map((cells) => {
      const { before, after } = tagsAround(cells.map((cell) => cell.text).join(" "), hidden);
      const row = cells.map((cell, index) => {
        const side = index === 0 ? start : start === "left" ? "right" : "left";
        const weight = index === 0 ? "" : "font-weight:600;";
        return `<td style="padding:10px 0;${weight}text-align:${side}">${strip(parser.parseInline(cell.tokens), before, after)}</td>`;
      });
      return `${before}<tr>${row.join("")}</tr>${after}`;
    });
    return `<table class="details" role="presentation" width="100%" style="width:100%;border-collapse:collapse">${body.join("")}</table>`;
  }
}

function content(html: string, attributes = ""): string {
  return `<mj-text css-class="content" ${attributes}>${html}</mj-text>`;
}

function strip(html: string, ...pieces: string[]): string {
  return pieces
    .filter(Boolean)
    .reduce((left, piece) => left.replace(piece, ""), html)
    .trim();
}

/** Markdown as the text part of a mail: links written out, tables as `name: value`. */
export function markdownToText(hidden: Hidden): string {
  return marked.lexer(hidden.text).map(textBlock).filter(Boolean).join("\n\n");

  function textBlock(token: Token): string {
    switch (token.type) {
      case "space":
        return "";
      case "hr":
        return "---";
      case "list":
        return (token as Tokens.List).items
          .map((item, index) => `${(token as Tokens.List).ordered ? `${index + 1}.` : "-"} ${textInline(item.tokens)}`)
          .join("\n");
      case "table":
        return (token as Tokens.Table).rows.map(textRow).join("");
      case "blockquote":
        return (token as Tokens.Blockquote).tokens.map(textBlock).filter(Boolean).join("\n\n");
      default:
        return "tokens" in token && token.tokens ? textInline(token.tokens) : "text" in token ? token.text : token.raw;
    }
  }

  function textRow(cells: Tokens.TableCell[]): string {
    const { before, after } = tagsAround(cells.map((cell) => cell.text).join(" "), hidden);
    return `${before}${cells.map((cell) => strip(textInline(cell.tokens), before, after)).join(": ")}\n${after}`;
  }

  function textInline(tokens: Token[]): string {
    return tokens.map(textPiece).join("");
  }

  function textPiece(token: Token): string {
    if (token.type === "br") return "\n";
    if (token.type === "link") {
      if (!isSafe(token.href, hidden)) return token.text;
      if (token.text === token.href) return token.href;
      return BUTTON.test(token.text) ? `${token.text.replace(BUTTON, "")}: ${token.href}` : `${token.text} (${token.href})`;
    }
    if ("tokens" in token && token.tokens) return textInline(token.tokens);
    return "text" in token ? token.text : token.raw;
  }
}

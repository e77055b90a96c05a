import PDFDocument from "pdfkit";
import { fontBytes, type Weight } from "./fonts.ts";
import { ISOLATE, type Run, visualRuns } from "./runs.ts";

export type Style = { size: number; weight?: Weight; color?: string; align?: "start" | "end" };

export const PAGE = { width: 595.28, height: 841.89, margin: 48 };
export const CONTENT_WIDTH = PAGE.width - 2 * PAGE.margin;
const INK = "#18181b";
export const MUTED = "#6b6b76";

const LEADING = 1.4;
/** Figures of one width where text is set to the end, so that columns of amounts line up. */
const featuresOf = ({ align }: Style): PDFKit.Mixins.OpenTypeFeatures[] => (align === "end" ? ["tnum"] : []);
/** Where a line may end: after spaces, and between characters of scripts that write none. */
const CHUNKS =
  /[^ \t\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+[ \t]*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][ \t]*|[ \t]+/gu;

type Options = {
  title: string;
  author: string;
  language: string;
  date: Date;
  attached?: { name: string; xml: string; description: string; metadata: string };
};

/**
 * Draws text of any script on A4 pages. Positions count from the reading direction's start of the content, so that the same calls lay a page out
 * from the left or from the right.
 */
export class PageWriter {
  readonly #document: PDFKit.PDFDocument;
  readonly #direction: "ltr" | "rtl";
  readonly #known = new Set<string>();
  readonly #widths = new Map<string, number>();

  constructor(direction: "ltr" | "rtl", options: Options) {
    const { title, author, language, date, attached } = options;
    this.#direction = direction;
    this.#document = new PDFDocument({
      size: [PAGE.width, PAGE.height],
      margin: 0,
      bufferPages: true,
      lang: language,
      displayTitle: true,
      info: { Title: title, Author: author, CreationDate: date },
      ...(attached ? { subset: "PDF/A-3b", pdfVersion: "1.7" } : {}),
      font: null as unknown as string, // no standard font: every glyph comes from a bundled one
    });
    if (attached) this.#attach(attached, date);
  }

  /** The same in XML, inside a document that archives keep (PDF/A-3): what Factur-X and ZUGFeRD are. */
  #attach({ name, xml, description, metadata }: NonNullable<Options["attached"]>, date: Date): void {
    const about = { name, description, type: "text/xml", relationship: "Alternative", creationDate: date, modifiedDate: date };
    this.#document.file(Buffer.from(xml), about as PDFKit.Mixins.PDFAttachmentOptions);
    this.#document.appendXML(metadata);
  }

  /** Draws `text` within `width`, wrapped. Returns the height it took. */
  text(text: string, x: number, y: number, width: number, style: Style): number {
    const lines = this.#wrap(text, width, style);
    for (const [index, line] of lines.entries()) this.#drawLine(line, x, y + index * style.size * LEADING, width, style);
    return lines.length * style.size * LEADING;
  }

  heightOf(text: string, width: number, style: Style): number {
    return this.#wrap(text, width, style).length * style.size * LEADING;
  }

  widthOf(text: string, style: Style): number {
    return visualRuns(text, this.#direction, style.weight ?? 400).reduce((sum, run) => sum + this.#runWidth(run, style), 0);
  }

  line(x: number, y: number, width: number, color = "#e4e4e7"): void {
    const left = this.#left(x, width);
    this.#document
      .moveTo(left, y)
      .lineTo(left + width, y)
      .lineWidth(0.75)
      .strokeColor(color)
      .stroke();
  }

  box(x: number, y: number, width: number, height: number, color: string): void {
    this.#document.roundedRect(this.#left(x, width), y, width, height, 4).fill(color);
  }

  addPage(): void {
    this.#document.addPage();
  }

  /** Calls `draw` on every page once all are there. */
  onEveryPage(draw: (page: number, pages: number) => void): void {
    const { count } = this.#document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.#document.switchToPage(page);
      draw(page + 1, count);
    }
  }

  finish(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      this.#document.on("data", (part: Buffer) => parts.push(part));
      this.#document.on("end", () => resolve(Buffer.concat(parts)));
      this.#document.on("error", reject);
      this.#document.end();
    });
  }

  #wrap(text: string, width: number, style: Style): string[] {
    const lines: string[] = [];
    for (const paragraph of text.split("\n")) {
      let line = "";
      for (const chunk of (paragraph.match(CHUNKS) ?? []).flatMap((word) => this.#fit(word, width, style))) {
        if (line && this.widthOf((line + chunk).trimEnd(), style) > width) {
          lines.push(line.trimEnd());
          line = "";
        }
        line += chunk;
      }
      lines.push(line.trimEnd());
    }
    const lead = text.startsWith(ISOLATE) ? ISOLATE : "";
    return lines.map((line, index) => (index > 0 ? lead + line : line));
  }

  /** A word, or the pieces of one that is wider than the line. */
  #fit(word: string, width: number, style: Style): string[] {
    if (this.widthOf(word.trimEnd(), style) <= width) return [word];
    return [...new Intl.Segmenter("und").segment(word)].map(({ segment }) => segment);
  }

  #drawLine(line: string, x: number, y: number, width: number, style: Style): void {
    const runs = visualRuns(line, this.#direction, style.weight ?? 400);
    const taken = runs.reduce((sum, run) => sum + this.#runWidth(run, style), 0);
    const toRight = (style.align === "end") === (this.#direction === "ltr");
    let at = this.#left(x, width) + (toRight ? width - taken : 0);
    for (const run of runs) {
      const document = this.#use(run.font, style.size).fillColor(style.color ?? INK);
      document.text(run.text, at, y + style.size, { lineBreak: false, features: featuresOf(style), baseline: "alphabetic" });
      at += this.#runWidth(run, style);
    }
  }

  #runWidth({ text, font }: Run, style: Style): number {
    const features = featuresOf(style);
    const key = `${font} ${features} ${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      width = this.#use(font, 1000).widthOfString(text, { features }) / 1000;
      this.#widths.set(key, width);
    }
    return width * style.size;
  }

  #use(font: string, size: number): PDFKit.PDFDocument {
    if (!this.#known.has(font)) this.#document.registerFont(font, fontBytes(font) as unknown as string);
    this.#known.add(font);
    return this.#document.font(font).fontSize(size);
  }

  #left(x: number, width: number): number {
    return this.#direction === "ltr" ? PAGE.margin + x : PAGE.width - PAGE.margin - x - width;
  }
}

import type { InvoiceForPdf, PdfLine } from "./invoice-for-pdf.ts";
import { CONTENT_WIDTH, MUTED, PAGE, type PageWriter } from "./page-writer.ts";
import { isolated } from "./runs.ts";
import type { Texts } from "./texts.ts";

type Column = { label: string; x: number; width: number; value: (line: PdfLine) => string };

/** The lines, with the head again on each page they run over to: none is drawn below `bottom`. Returns where they end. */
export function drawTable(writer: PageWriter, invoice: InvoiceForPdf, texts: Texts, from: number, bottom: number): number {
  const columns = columnsOf(texts);
  const describe = (line: PdfLine) =>
    [texts.t(`line.${line.kind}`, { name: isolated(line.description) }), ...periodOf(line, texts)].join(" · ");
  const nameWidth = columns[0].x - 8;
  let y = drawTableHead(writer, texts, columns, from);
  for (const line of invoice.lines) {
    const height = writer.heightOf(describe(line), nameWidth, { size: 9 });
    if (y + height > bottom) {
      writer.addPage();
      y = drawTableHead(writer, texts, columns, PAGE.margin);
    }
    writer.text(describe(line), 0, y, nameWidth, { size: 9 });
    for (const column of columns) writer.text(column.value(line), column.x, y, column.width, { size: 9, align: "end" });
    y += height + 6;
    writer.line(0, y, CONTENT_WIDTH);
    y += 7;
  }
  const notes = [texts.t("amountsIn", { currency: invoice.currency }), includesTax(invoice) ? texts.t("pricesIncludeTax") : ""];
  return y + writer.text(notes.join(" ").trim(), 0, y, CONTENT_WIDTH, { size: 8, color: MUTED }) + 10;
}

/** The period of a line that has one of its own. */
function periodOf({ periodStart, periodEnd }: PdfLine, { period }: Texts): string[] {
  return periodStart && periodEnd ? [period(periodStart, periodEnd)] : [];
}

function columnsOf({ t, amount, percent }: Texts): Column[] {
  const widths: [string, number, (line: PdfLine) => string][] = [
    [t("quantity"), 34, (line) => String(line.quantity)],
    [t("unitPrice"), 66, (line) => amount(line.unitAmount)],
    [t("discount"), 60, (line) => (line.discount ? amount(-line.discount) : "–")],
    [t("net"), 66, (line) => amount(line.net)],
    [t("taxRate"), 44, (line) => percent(line.taxRatePpm)],
    [t("taxAmount"), 66, (line) => amount(line.tax)],
  ];
  let x = CONTENT_WIDTH - widths.reduce((sum, [, width]) => sum + width, 0);
  return widths.map(([label, width, value]) => {
    const column = { label, x: x + 6, width: width - 6, value };
    x += width;
    return column;
  });
}

function drawTableHead(writer: PageWriter, texts: Texts, columns: Column[], y: number): number {
  const style = { size: 8, color: MUTED };
  const heights = columns.map((column) => writer.text(column.label, column.x, y, column.width, { ...style, align: "end" }));
  heights.push(writer.text(texts.t("description"), 0, y, columns[0].x - 8, style));
  const end = y + Math.max(...heights) + 4;
  writer.line(0, end, CONTENT_WIDTH, "#a1a1aa");
  return end + 7;
}

function includesTax({ lines }: InvoiceForPdf): boolean {
  return lines.some((line) => line.tax > 0n && line.unitAmount * BigInt(line.quantity) - line.discount === line.total);
}

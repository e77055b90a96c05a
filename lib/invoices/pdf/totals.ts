import type { InvoiceForPdf, PdfLine } from "./invoice-for-pdf.ts";
import { CONTENT_WIDTH, MUTED, PAGE, type PageWriter } from "./page-writer.ts";
import { isolated } from "./runs.ts";
import type { Texts } from "./texts.ts";

const WIDTH = 300;
const START = CONTENT_WIDTH - WIDTH;
const AMOUNT = 100;

/** Net, tax by rate, total, and the notes the law asks for; on a page of their own where they would reach below `bottom`. */
export function drawTotals(writer: PageWriter, invoice: InvoiceForPdf, texts: Texts, from: number, bottom: number): void {
  const rows = totalRows(invoice, texts);
  const reason = isolated(invoice.buyer.exemption ?? "");
  const notes = NOTED.filter((key) => key === invoice.taxTreatment || key === invoice.status).map((key) =>
    texts.t(`note.${key}`, { reason }),
  );
  let y = from;
  if (y + (rows.length + 2 + notes.length * 2) * 16 > bottom) {
    writer.addPage();
    y = PAGE.margin;
  }
  for (const [label, value] of rows) {
    writer.text(label, START, y, WIDTH - AMOUNT, { size: 9, color: MUTED });
    y += Math.max(
      writer.heightOf(label, WIDTH - AMOUNT, { size: 9 }),
      writer.text(value, START + WIDTH - AMOUNT, y, AMOUNT, { size: 9, align: "end" }),
    );
    y += 3;
  }
  writer.line(START, y + 3, WIDTH, "#a1a1aa");
  y += 10;
  writer.text(texts.t(invoice.kind === "CREDIT_NOTE" ? "totalCredited" : "total"), START, y, WIDTH - AMOUNT, { size: 11, weight: 600 });
  y += writer.text(texts.money(invoice.total), START + WIDTH - AMOUNT, y, AMOUNT, { size: 11, weight: 600, align: "end" });
  if (invoice.credited > 0n) {
    writer.text(texts.t("credited"), START, y + 4, WIDTH - AMOUNT, { size: 9, color: MUTED });
    y += 4 + writer.text(texts.money(-invoice.credited), START + WIDTH - AMOUNT, y + 4, AMOUNT, { size: 9, align: "end" });
  }
  y += 24;
  for (const note of notes) y += writer.text(note, 0, y, CONTENT_WIDTH, { size: 9 }) + 4;
}

const NOTED = ["reverse_charge", "outside_scope", "exempt", "VOID"] as const;

function totalRows(invoice: InvoiceForPdf, { t, money, percent }: Texts): [label: string, value: string][] {
  const subtotal: [string, string] = [t("subtotal"), money(invoice.subtotal)];
  const toBalance: [string, string][] = invoice.toBalance > 0n ? [[t("toBalance"), money(invoice.toBalance)]] : [];
  if (invoice.taxTreatment !== "standard" && invoice.tax === 0n) return [subtotal, ...toBalance];
  const byRate = Map.groupBy(invoice.lines, (line) => `${line.taxName} ${line.taxRatePpm}`);
  const sum = (lines: PdfLine[], name: "net" | "tax") => lines.reduce((total, line) => total + line[name], 0n);
  const taxes = [...byRate.values()].map((lines): [string, string] => {
    const [{ taxName, taxRatePpm }] = lines;
    return [
      t("taxOn", { name: taxName ? isolated(taxName) : t("tax"), rate: percent(taxRatePpm), net: isolated(money(sum(lines, "net"))) }),
      money(sum(lines, "tax")),
    ];
  });
  return [subtotal, ...taxes, ...toBalance];
}

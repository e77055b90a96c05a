import { drawHead } from "./pdf/head.ts";
import type { InvoiceForPdf } from "./pdf/invoice-for-pdf.ts";
import { CONTENT_WIDTH, MUTED, PAGE, PageWriter } from "./pdf/page-writer.ts";
import { isolated } from "./pdf/runs.ts";
import { drawTable } from "./pdf/table.ts";
import { type Texts, textsFor } from "./pdf/texts.ts";
import { drawTotals } from "./pdf/totals.ts";

/** An invoice or credit note as PDF, in the buyer's language and direction. The same invoice always gives the same bytes. */
export async function renderInvoicePdf(invoice: InvoiceForPdf): Promise<Buffer> {
  const texts = textsFor(invoice);
  const title = `${texts.t(`title.${invoice.kind}`)} ${invoice.number ?? ""}`.trim();
  const about = { title, author: invoice.seller.legalName, language: texts.locale, date: invoice.issuedAt ?? invoice.createdAt };
  const writer = new PageWriter(texts.direction, about);
  const table = drawHead(writer, invoice, texts);
  drawTotals(writer, invoice, texts, drawTable(writer, invoice, texts, table));
  writer.onEveryPage((page, pages) => drawFoot(writer, invoice, texts, page, pages));
  return writer.finish();
}

function drawFoot(writer: PageWriter, invoice: InvoiceForPdf, { t }: Texts, page: number, pages: number): void {
  const y = PAGE.height - 72;
  writer.line(0, y, CONTENT_WIDTH);
  if (invoice.seller.footer) writer.text(isolated(invoice.seller.footer), 0, y + 8, CONTENT_WIDTH - 150, { size: 7.5, color: MUTED });
  writer.text(`${isolated(invoice.number ?? t("draft"))} · ${t("page", { page, pages })}`, CONTENT_WIDTH - 150, y + 8, 150, {
    size: 7.5,
    color: MUTED,
    align: "end",
  });
}

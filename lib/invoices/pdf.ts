import { ciiOf } from "./cii.ts";
import { documentOf } from "./en16931.ts";
import { FACTUR_X, FACTUR_X_METADATA } from "./pdf/factur-x.ts";
import { drawHead } from "./pdf/head.ts";
import type { InvoiceForPdf } from "./pdf/invoice-for-pdf.ts";
import { CONTENT_WIDTH, MUTED, PAGE, PageWriter } from "./pdf/page-writer.ts";
import { isolated } from "./pdf/runs.ts";
import { drawTable } from "./pdf/table.ts";
import { type Texts, textsFor } from "./pdf/texts.ts";
import { drawTotals } from "./pdf/totals.ts";
import type { Seller } from "./snapshot.ts";

/** An invoice or credit note as PDF, in the buyer's language and direction; one that is issued carries the same for machines (Factur-X). The same invoice always gives the same bytes. */
export async function renderInvoicePdf(invoice: InvoiceForPdf): Promise<Buffer> {
  const texts = textsFor(invoice);
  const title = `${texts.t(`title.${invoice.kind}`)} ${invoice.number ?? ""}`.trim();
  const about = { title, author: invoice.seller.legalName, language: texts.locale, date: invoice.issuedAt ?? invoice.createdAt };
  const xml = invoice.number ? ciiOf(documentOf(invoice)) : null;
  const attached = xml ? { name: FACTUR_X, xml, description: title, metadata: FACTUR_X_METADATA } : undefined;
  const writer = new PageWriter(texts.direction, { ...about, attached });
  const bottom = footTop(writer, invoice.seller) - 12;
  const head = drawHead(writer, invoice, texts);
  const table = drawTable(writer, invoice, texts, head, bottom);
  drawTotals(writer, invoice, texts, table, bottom);
  writer.onEveryPage((page, pages) => drawFoot(writer, invoice, texts, page, pages));
  return writer.finish();
}

const FOOT = { size: 7.5, color: MUTED };
const FOOT_WIDTH = CONTENT_WIDTH - 150;

/** Where the foot of each page begins: the seller's text, however long, ends above the margin. */
function footTop(writer: PageWriter, { footer }: Seller): number {
  const height = footer ? writer.heightOf(isolated(footer), FOOT_WIDTH, FOOT) : 0;
  return Math.min(PAGE.height - 72, PAGE.height - 24 - height - 8);
}

function drawFoot(writer: PageWriter, { seller, number }: InvoiceForPdf, { t }: Texts, page: number, pages: number): void {
  const y = footTop(writer, seller);
  writer.line(0, y, CONTENT_WIDTH);
  if (seller.footer) writer.text(isolated(seller.footer), 0, y + 8, FOOT_WIDTH, FOOT);
  const numbers = `${isolated(number ?? t("draft"))} · ${t("page", { page, pages })}`;
  writer.text(numbers, FOOT_WIDTH, y + 8, CONTENT_WIDTH - FOOT_WIDTH, { ...FOOT, align: "end" });
}

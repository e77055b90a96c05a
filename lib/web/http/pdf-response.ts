import type { InvoiceForPdf } from "#lib/invoices/pdf/invoice-for-pdf.ts";
import { renderInvoicePdf } from "#lib/invoices/pdf.ts";

/** An invoice's PDF, to look at in the browser or to save under its number. */
export async function invoicePdfResponse(invoice: InvoiceForPdf): Promise<Response> {
  return pdfResponse(await renderInvoicePdf(invoice), invoice.number ?? "draft");
}

/** A PDF to look at in the browser or to save under `name`. */
export function pdfResponse(pdf: Buffer, name: string): Response {
  return new Response(new Uint8Array(pdf), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="${name.replace(/[^\w-]/g, "_")}.pdf"`,
      "cache-control": "private, no-store",
    },
  });
}

import type { InvoiceForPdf } from "#lib/invoices/pdf/invoice-for-pdf.ts";
import { renderInvoicePdf } from "#lib/invoices/pdf.ts";

/** An invoice's PDF, to look at in the browser or to save under its number. */
export async function invoicePdfResponse(invoice: InvoiceForPdf): Promise<Response> {
  const name = (invoice.number ?? "draft").replace(/[^\w-]/g, "_");
  return new Response(new Uint8Array(await renderInvoicePdf(invoice)), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="${name}.pdf"`,
      "cache-control": "private, no-store",
    },
  });
}

import { z } from "zod";
import { requireViewer } from "#lib/identity/session.ts";
import { ownInvoiceForPdf } from "#lib/invoices/queries.ts";
import { invoicePdfResponse } from "#lib/web/http/pdf-response.ts";

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const viewer = await requireViewer("/account/invoices");
  const id = z.uuid().safeParse((await params).id);
  const invoice = id.success ? await ownInvoiceForPdf(viewer.id, id.data) : null;
  return invoice ? invoicePdfResponse(invoice) : new Response(null, { status: 404 });
}

import { z } from "zod";
import { requireViewer } from "#lib/identity/session.ts";
import { ownInvoiceForPdf } from "#lib/invoices/queries.ts";
import { invoiceXmlResponse } from "#lib/web/http/xml-response.ts";

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const viewer = await requireViewer("/account/invoices");
  const id = z.uuid().safeParse((await params).id);
  const invoice = id.success ? await ownInvoiceForPdf(viewer.id, id.data) : null;
  return invoice ? invoiceXmlResponse(invoice, new URL(request.url).searchParams.get("syntax")) : new Response(null, { status: 404 });
}

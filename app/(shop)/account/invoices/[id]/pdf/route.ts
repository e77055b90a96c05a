import { z } from "zod";
import { requireViewer } from "#lib/identity/session.ts";
import { invoiceForPdf } from "#lib/invoices/queries.ts";
import { invoicePdfResponse } from "#lib/web/pdf-response.ts";

/** The viewer's own invoice; another's is as unknown as one that does not exist, and a draft has no number yet. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const viewer = await requireViewer("/account/invoices");
  const id = z.uuid().safeParse((await params).id);
  const invoice = id.success ? await invoiceForPdf(id.data) : null;
  return invoice?.number && invoice.customerId === viewer.id ? invoicePdfResponse(invoice) : new Response(null, { status: 404 });
}

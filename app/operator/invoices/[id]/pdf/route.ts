import { z } from "zod";
import { requireOperator } from "#lib/identity/session.ts";
import { invoiceForPdf } from "#lib/invoices/queries.ts";
import { invoicePdfResponse } from "#lib/web/http/pdf-response.ts";

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  await requireOperator();
  const id = z.uuid().safeParse((await params).id);
  const invoice = id.success ? await invoiceForPdf(id.data) : null;
  return invoice ? invoicePdfResponse(invoice) : new Response(null, { status: 404 });
}

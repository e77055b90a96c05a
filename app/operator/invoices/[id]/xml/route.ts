import { z } from "zod";
import { requireOperator } from "#lib/identity/session.ts";
import { invoiceForPdf } from "#lib/invoices/queries.ts";
import { invoiceXmlResponse } from "#lib/web/http/xml-response.ts";

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  await requireOperator();
  const id = z.uuid().safeParse((await params).id);
  const invoice = id.success ? await invoiceForPdf(id.data) : null;
  if (!invoice?.number) return new Response(null, { status: 404 });
  return invoiceXmlResponse(invoice, new URL(request.url).searchParams.get("syntax"));
}

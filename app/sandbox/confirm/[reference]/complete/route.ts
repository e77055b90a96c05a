import { after } from "next/server";
import { confirmSandboxPayment } from "#lib/payments/gateways/sandbox/checkout.ts";
import { sendSandboxWebhooks } from "#lib/payments/gateways/sandbox/webhook.ts";
import { readForm } from "#lib/web/forms/read-form.ts";
import { readOpenPage } from "../../../open-page.ts";
import { seeOther } from "../../../see-other.ts";

type Context = { params: Promise<{ reference: string }> };

/** The answer to the bank's question: `answer=yes`, anything else is a no. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { reference } = await params;
  const open = await readOpenPage(reference, new URL(request.url).searchParams.get("page"));
  if (!open) return new Response(null, { status: 404 });
  const form = await readForm(request);
  if (!form) return new Response(null, { status: 400 });
  const { status } = await confirmSandboxPayment(reference, form.get("answer") === "yes");
  after(() => sendSandboxWebhooks(reference, status));
  return seeOther(open.page.returnUrl);
}

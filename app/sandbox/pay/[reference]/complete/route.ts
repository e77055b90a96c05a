import { after } from "next/server";
import { cancelSandboxCheckout, completeSandboxCheckout, NotATestCard } from "#lib/payments/gateways/sandbox/checkout.ts";
import { sendSandboxWebhooks } from "#lib/payments/gateways/sandbox/webhook.ts";
import { readForm } from "#lib/web/forms/read-form.ts";
import { readOpenPage } from "../../../open-page.ts";
import { seeOther } from "../../../see-other.ts";

type Context = { params: Promise<{ reference: string }> };

/** The hosted page's form: pays with `card` (one of the list) or `number` (typed), or leaves (`intent=cancel`). */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { reference } = await params;
  const token = new URL(request.url).searchParams.get("page");
  const open = await readOpenPage(reference, token);
  if (!open || !("mode" in open.payable)) return new Response(null, { status: 404 });
  const form = await readForm(request);
  if (!form) return new Response(null, { status: 400 });
  if (form.get("intent") === "cancel") {
    const { status } = await cancelSandboxCheckout(reference);
    after(() => sendSandboxWebhooks(reference, status));
    return seeOther(open.page.cancelUrl);
  }
  try {
    const { status } = await completeSandboxCheckout(reference, String(form.get("card") ?? form.get("number") ?? ""));
    if (status === "needs_action") return seeOther(`/sandbox/confirm/${reference}?page=${token}`);
    after(() => sendSandboxWebhooks(reference, status));
    return seeOther(open.page.returnUrl);
  } catch (error) {
    if (!(error instanceof NotATestCard)) throw error;
    return seeOther(`/sandbox/pay/${reference}?page=${token}&error=card`);
  }
}

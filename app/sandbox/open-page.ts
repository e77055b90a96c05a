import { notFound } from "next/navigation";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { sandbox } from "#lib/payments/gateways/sandbox/plugin.ts";
import { type Checkout, type PageDetails, type Payment, readPage, readPayable } from "#lib/payments/gateways/sandbox/references.ts";
import { gateways } from "#lib/payments/registry.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";

type OpenPage = { payable: Checkout | Payment; page: PageDetails; isOpen: boolean };

/** What a sandbox page is about; null where the sandbox is off, or for a reference or page that it did not make. */
export async function readOpenPage(reference: string, token: unknown): Promise<OpenPage | null> {
  const isOffered = gateways(await requestSettings()).some(({ id }) => id === sandbox.id);
  const payable = readPayable(reference);
  const page = typeof token === "string" ? readPage(reference, token) : null;
  if (!isOffered || !payable || !page) return null;
  const outcome = await sandboxGateway.lookUp({ kind: "CHARGE", transactionId: payable.transactionId, reference, settings: {} });
  return { payable, page, isOpen: outcome.status === "needs_action" };
}

export async function openPage(reference: string, token: unknown): Promise<OpenPage> {
  return (await readOpenPage(reference, token)) ?? notFound();
}

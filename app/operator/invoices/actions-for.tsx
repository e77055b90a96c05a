import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { InvoiceActions } from "#components/operator/invoices/invoice-actions.tsx";
import { may } from "#lib/identity/roles.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import type { Buyer } from "#lib/invoices/snapshot.ts";
import { isUnpaid } from "#lib/invoices/state.ts";
import { formatMoney } from "#lib/kernel/format.ts";
import type { InvoiceDetails } from "#lib/reports/invoices.ts";
import { forgive, hold, release, tryNow } from "./actions.ts";

/** What an operator may do about an invoice that is to be paid yet; null for any other. */
export async function actionsFor(invoice: InvoiceDetails, { role }: { role: Parameters<typeof may>[0] }): Promise<ReactNode> {
  if (!isUnpaid(invoice)) return null;
  const mayCollect = may(role, "subscriptions.write");
  return (
    <InvoiceActions
      invoiceId={invoice.id}
      held={invoice.hold !== null}
      left={formatMoney({ minor: balanceOf(invoice), currency: invoice.currency }, await getLocale())}
      buyer={(invoice.buyer as Buyer).name}
      hold={mayCollect ? hold : undefined}
      release={mayCollect ? release : undefined}
      tryNow={mayCollect ? tryNow : undefined}
      forgive={may(role, "payments.refund") ? forgive : undefined}
    />
  );
}

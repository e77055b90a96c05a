import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { InvoiceActions } from "#components/operator/invoices/invoice-actions.tsx";
import { RecordForm } from "#components/operator/invoices/record-form.tsx";
import { may } from "#lib/identity/roles.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import type { Buyer } from "#lib/invoices/snapshot.ts";
import { isUnpaid, TAKES_MONEY } from "#lib/invoices/state.ts";
import { formatMoney } from "#lib/kernel/format.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import type { InvoiceDetails } from "#lib/reports/invoices.ts";
import { forgive, hold, record, release, tryNow } from "./actions.ts";

/** What an operator may do about an invoice, or an order's draft of one, that money is taken for yet; null for any other. */
export async function actionsFor(invoice: InvoiceDetails, { role }: { role: Parameters<typeof may>[0] }): Promise<ReactNode> {
  const { id, kind, status, number, currency } = invoice;
  if (kind !== "INVOICE" || !TAKES_MONEY.includes(status)) return null;
  const recording = may(role, "payments.record") && (
    <RecordForm
      of={{ invoiceId: id }}
      due={toDecimal({ minor: balanceOf(invoice), currency })}
      currency={currency}
      whole={number === null}
      action={record}
    />
  );
  if (!isUnpaid(invoice)) return recording || null;
  return (
    <>
      {recording}
      {await collecting(invoice, role)}
    </>
  );
}

async function collecting(invoice: InvoiceDetails, role: Parameters<typeof may>[0]): Promise<ReactNode> {
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

import { db } from "#lib/db/client.ts";
import { knownZone } from "#lib/kernel/time-zone.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lineKind } from "./line-kinds.ts";
import type { InvoiceForPdf } from "./pdf/invoice-for-pdf.ts";
import type { Buyer, Seller } from "./snapshot.ts";

type Printable = InvoiceForPdf & { customerId: string };

/** A viewer's own issued document. Another's is as unknown as one that does not exist, and a draft has no number yet. */
export async function ownInvoiceForPdf(customerId: string, id: string): Promise<Printable | null> {
  const invoice = await invoiceForPdf(id);
  return invoice?.number && invoice.customerId === customerId ? invoice : null;
}

/** All that an invoice's PDF prints, and whose it is; null when there is none. */
export async function invoiceForPdf(id: string): Promise<Printable | null> {
  const paid = { kind: "CHARGE", status: "SUCCEEDED" } as const;
  const [invoice, { company }] = await Promise.all([
    db.invoice.findUnique({
      where: { id },
      include: {
        lines: { orderBy: { position: "asc" } },
        creditOf: { select: { number: true, issuedAt: true } },
        transactions: { where: paid, orderBy: { createdAt: "desc" }, take: 1, select: { brand: true, last4: true, methodKind: true } },
      },
    }),
    getSettings(),
  ]);
  if (!invoice) return null;
  const { creditOf, transactions, lines, seller, buyer, ...rest } = invoice;
  const [payment] = transactions;
  const soldBy = seller as Seller;
  return {
    ...rest,
    lines: lines.map((line) => ({ ...line, kind: lineKind.parse(line.kind) })),
    seller: soldBy,
    buyer: buyer as Buyer,
    timeZone: knownZone(soldBy.timeZone ?? company.timeZone, company.timeZone),
    paidWith: payment ? { brand: payment.brand, last4: payment.last4, kind: payment.methodKind } : null,
    creditOf: creditOf?.number && creditOf.issuedAt ? { number: creditOf.number, issuedAt: creditOf.issuedAt } : null,
  };
}

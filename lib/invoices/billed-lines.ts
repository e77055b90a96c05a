import type { InvoiceLine } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { movedPeriod } from "#lib/kernel/standstill.ts";

/** A line that was paid, less what was given back of it: by credit notes, and by credits on later invoices. Minor units. */
export type BilledLine = Pick<
  InvoiceLine,
  "description" | "taxRatePpm" | "taxName" | "taxCountry" | "planId" | "priceId" | "itemId" | "net" | "tax"
> & { lineId: string; invoiceId: string; period: { start: Date; end: Date } };

/** What was paid for some items of a subscription for the time around `at`. Where it stood still meanwhile, their periods are those that it has since then. */
export async function linesBilledFor(tx: Tx, itemIds: string[], at: Date): Promise<BilledLine[]> {
  const lines = await tx.invoiceLine.findMany({
    where: { itemId: { in: itemIds }, kind: { in: ["plan", "add_on"] }, invoice: { kind: "INVOICE", status: "PAID" } },
    orderBy: { id: "asc" },
    include: {
      invoice: {
        select: {
          periodStart: true,
          periodEnd: true,
          credits: { select: { lines: LEFT } },
          subscription: { select: { pauses: { select: { from: true, endedAt: true } } } },
        },
      },
      creditedBy: { select: { ...LEFT.select, invoice: { select: { number: true, total: true, credited: true } } } },
    },
  });
  return lines.flatMap(({ id: lineId, invoice, creditedBy, ...line }) => {
    const [start, end] = [line.periodStart ?? invoice.periodStart, line.periodEnd ?? invoice.periodEnd];
    if (!start || !end) return [];
    const period = movedPeriod({ start, end }, invoice.subscription?.pauses ?? [], at);
    if (period.start > at || period.end <= at) return [];
    const noted = invoice.credits.flatMap(({ lines }) => lines).filter(({ position }) => position === line.position);
    // An invoice that was given back whole took its credits with it.
    const credited = creditedBy.filter(({ invoice: by }) => by.number !== null && (by.total === 0n || by.credited < by.total));
    const net = line.net - total(noted, "net") + total(credited, "net");
    const tax = line.tax - total(noted, "tax") + total(credited, "tax");
    const { description, taxRatePpm, taxName, taxCountry, planId, priceId, itemId, invoiceId } = line;
    return [
      {
        description,
        taxRatePpm,
        taxName,
        taxCountry,
        planId,
        priceId,
        itemId,
        invoiceId,
        lineId,
        period,
        net,
        tax,
      },
    ];
  });
}

const LEFT = { select: { position: true, net: true, tax: true } } as const;

function total(lines: { net: bigint; tax: bigint }[], of: "net" | "tax"): bigint {
  return lines.reduce((sum, line) => sum + line[of], 0n);
}

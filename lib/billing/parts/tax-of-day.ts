import { z } from "zod";
import { rateInForce } from "#lib/catalog/rate-in-force.ts";
import { computeTax } from "#lib/catalog/tax.ts";
import type { Invoice, TaxRate, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { taxInPayment } from "#lib/invoices/balance.ts";
import { restateTax } from "#lib/invoices/restate-tax.ts";
import type { Seller } from "#lib/invoices/snapshot.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { restatePaidTax } from "#lib/payments/restate-payment.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";

type Paid = { paid: Transaction; invoice: Invoice };

/**
 * A first invoice bears the rate of tax of the day on which it is paid, which it states, not of the day of the order. What was agreed and moved
 * stays, also where tax came on top: the tax in it is another, and the seller bears the difference (docs/decisions/0012). Where no rate holds on that
 * day it stays as it was ordered: the money has moved. What credits as well (a change) stays as it was shown. Returns both as they are then. The caller holds their locks.
 */
export async function bearTaxOfDay(tx: Tx, { paid, invoice }: Paid): Promise<Paid> {
  if (invoice.number !== null || invoice.taxTreatment !== "standard" || !invoice.subscriptionId) return { paid, invoice };
  const taxed = await taxesOf(tx, invoice);
  const rates = taxed.flatMap(({ rate }) => rate ?? []);
  const rate = rateInForce(rates, civilDate(now(), await zoneOf(tx, taxed[0])).toString());
  if (!rate || taxed.some(({ kind }) => kind === "credit") || taxed.every(({ charged }) => charged === rate.ratePpm))
    return { paid, invoice };
  return restate(tx, { paid, invoice }, rate);
}

type Rate = Pick<TaxRate, "name" | "ratePpm" | "validFrom">;

const taxes = z.object({
  timeZone: z.string(),
  kind: z.string(),
  charged: z.int(),
  rate: z.object({ name: z.string(), ratePpm: z.int(), validFrom: z.coerce.date() }).nullable(),
});

/** What an invoice's lines are charged, beside each rate of their country: mostly the same, and then nothing more need be read. */
async function taxesOf(tx: Tx, { id, subscriptionId }: Invoice) {
  const rows = await tx.$queryRaw`/* kept */
    SELECT s."timeZone", l."kind", l."taxRatePpm" AS "charged",
           CASE WHEN r."id" IS NOT NULL THEN jsonb_build_object('name', r."name", 'ratePpm', r."ratePpm", 'validFrom', r."validFrom") END AS "rate"
    FROM "InvoiceLine" l JOIN "Subscription" s ON s."id" = ${subscriptionId}::uuid LEFT JOIN "TaxRate" r ON r."country" = l."taxCountry"
    WHERE l."invoiceId" = ${id}::uuid`;
  return taxes.array().min(1).parse(rows);
}

async function restate(tx: Tx, { paid, invoice }: Paid, { ratePpm: taxRatePpm, name: taxName }: Rate): Promise<Paid> {
  const { lines, subscription } = await tx.invoice.findUniqueOrThrow({
    relationLoadStrategy: "join",
    where: { id: invoice.id },
    select: { lines: { orderBy: { position: "asc" } }, subscription: { select: { taxIncluded: true } } },
  });
  const taxable = lines.map(({ total }) => ({ amount: total, ratePpm: taxRatePpm }));
  const taxed = computeTax({
    currency: invoice.currency,
    pricesIncludeTax: true,
    lines: taxable,
    rounding: (invoice.seller as Seller).taxRounding,
  });
  const restated = lines.map(({ id, discount, unitAmount }, index) => {
    const { net, tax } = taxed.lines[index];
    return { id, net, tax, taxRatePpm, taxName, unitAmount: subscription?.taxIncluded ? unitAmount : net + discount };
  });
  const taxedAnew = await restateTax(tx, invoice, restated);
  const tax = taxInPayment(taxedAnew, paid.amount);
  return { invoice: taxedAnew, paid: paid.tax === tax ? paid : await restatePaidTax(tx, paid, tax) };
}

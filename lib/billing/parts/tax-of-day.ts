import { z } from "zod";
import { rateInForce } from "#lib/catalog/rate-in-force.ts";
import { computeTax } from "#lib/catalog/tax.ts";
import { type Invoice, Prisma, type TaxRate, type Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { taxInPayment } from "#lib/invoices/balance.ts";
import { restateTax } from "#lib/invoices/restate-tax.ts";
import type { Seller } from "#lib/invoices/snapshot.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { restatePaidTax } from "#lib/payments/restate-payment.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";

type Paid = { paid: Transaction; invoice: Invoice };

/** What an invoice's lines are charged, beside each rate of their country: mostly the same, and then nothing more need be read. */
const taxes = z
  .array(
    z.object({
      timeZone: z.string(),
      kind: z.string(),
      charged: z.int(),
      rate: z.object({ name: z.string(), ratePpm: z.int(), validFrom: z.coerce.date() }).nullable(),
    }),
  )
  .min(1);
export type Taxes = z.input<typeof taxes>;

/** SQL for the `Taxes` of a row of "Invoice" that has no number yet, for the statement that locks it. */
export const TAXES_OF_INVOICE = Prisma.sql`CASE WHEN "Invoice"."number" IS NULL THEN (
  SELECT jsonb_agg(jsonb_build_object('timeZone', s."timeZone", 'kind', l."kind", 'charged', l."taxRatePpm", 'rate',
    CASE WHEN r."id" IS NOT NULL THEN jsonb_build_object('name', r."name", 'ratePpm', r."ratePpm", 'validFrom', r."validFrom") END))
  FROM "InvoiceLine" l JOIN "Subscription" s ON s."id" = "Invoice"."subscriptionId" LEFT JOIN "TaxRate" r ON r."country" = l."taxCountry"
  WHERE l."invoiceId" = "Invoice"."id") END`;

/**
 * A first invoice bears the rate of tax of the day on which it is paid, which it states, not of the day of the order. What was agreed and moved
 * stays, also where tax came on top: the tax in it is another, and the seller bears the difference (docs/decisions/0012). Where no rate holds on that
 * day it stays as it was ordered: the money has moved. What credits as well (a change) stays as it was shown. Returns both as they are then. The caller holds their locks.
 * @param known its taxes, where they were read when it was locked
 */
export async function bearTaxOfDay(tx: Tx, { paid, invoice }: Paid, known?: Taxes | null): Promise<Paid> {
  if (invoice.number !== null || invoice.taxTreatment !== "standard" || !invoice.subscriptionId) return { paid, invoice };
  const taxed = taxes.parse(known ?? (await taxesOf(tx, invoice)));
  const rates = taxed.flatMap(({ rate }) => rate ?? []);
  const rate = rateInForce(rates, civilDate(now(), await zoneOf(tx, taxed[0])).toString());
  if (!rate || taxed.some(({ kind }) => kind === "credit") || taxed.every(({ charged }) => charged === rate.ratePpm))
    return { paid, invoice };
  return restate(tx, { paid, invoice }, rate);
}

type Rate = Pick<TaxRate, "name" | "ratePpm" | "validFrom">;

async function taxesOf(tx: Tx, { id }: Invoice): Promise<Taxes | null> {
  const [{ known }] = await tx.$queryRaw<
    [{ known: Taxes | null }]
  >`/* kept */ SELECT ${TAXES_OF_INVOICE} AS "known" FROM "Invoice" WHERE "id" = ${id}::uuid`;
  return known;
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

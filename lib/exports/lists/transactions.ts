import { z } from "zod";
import { TransactionKind, TransactionStatus } from "#lib/db/generated/client.ts";
import { exportedList } from "#lib/exports/exported-list.ts";
import { maybe, maybeAmount, maybeText, sortedBy, text } from "#lib/exports/filter-fields.ts";
import { COUNTED_UP_TO } from "#lib/kernel/counted.ts";
import { transactionSums } from "#lib/reports/transaction-sums.ts";
import { type TransactionRow, transactions } from "#lib/reports/transactions.ts";

/** Amounts are positive: `kind` gives the direction. */
export const exportedTransactions = exportedList({
  filter: z.object({
    sorting: sortedBy(["date", "amount"]),
    q: text,
    status: z.array(z.enum(TransactionStatus)),
    kind: z.array(z.enum(TransactionKind)),
    gateway: maybeText,
    currency: maybeText,
    country: maybeText,
    planId: maybeText,
    customerId: maybeText,
    subscriptionId: maybeText,
    trouble: maybe(["failed", "disputed", "returned", "contradicted"]),
    date: z.enum(["created", "settled"]),
    from: maybeText,
    to: maybeText,
    hour: maybeText,
    min: maybeAmount,
    max: maybeAmount,
  }),
  columns: {
    number: (row: TransactionRow) => row.number,
    created_at: (row) => row.createdAt,
    settled_at: (row) => row.settledAt,
    returned_at: (row) => row.returnedAt, // of a refund: when its money came back
    kind: (row) => row.kind.toLowerCase(),
    status: (row) => row.status.toLowerCase(),
    currency: (row) => row.currency,
    amount: (row) => money(row, row.amount),
    tax: (row) => money(row, row.tax),
    fee: (row) => (row.fee === null ? null : money(row, row.fee)),
    refunded: (row) => money(row, row.refunded),
    gateway: (row) => row.gateway,
    gateway_reference: (row) => row.gatewayReference,
    payment_reference: (row) => row.paymentReference,
    method: (row) => row.methodKind,
    brand: (row) => row.brand,
    last4: (row) => row.last4,
    plan: (row) => row.planName,
    coupon: (row) => row.couponCode,
    invoice: (row) => row.invoiceNumber,
    name: (row) => row.name,
    email: (row) => row.email,
    phone: (row) => row.phone,
    company: (row) => row.company,
    vat_id: (row) => row.vatId,
    country: (row) => row.country,
    ip_country: (row) => row.ipCountry,
    failure_code: (row) => row.failureCode,
    failure_reason: (row) => row.failureReason,
  },
  page: transactions,
  count: async (filter, timeZone) => {
    const sums = await transactionSums(filter, timeZone);
    return { count: sums?.reduce((count, sum) => count + sum.count, 0) ?? COUNTED_UP_TO, more: !sums };
  },
});

function money({ currency }: TransactionRow, minor: bigint) {
  return { minor, currency };
}

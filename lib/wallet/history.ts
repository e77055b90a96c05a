import { z } from "zod";
import { db } from "#lib/db/client.ts";
import type { Money } from "#lib/kernel/money.ts";

const movement = z.object({
  id: z.string(),
  at: z.date(),
  currency: z.string(),
  /** Minor units; below 0: taken out. */
  amount: z.bigint(),
  /** What was left then. */
  left: z.bigint(),
  /** It paid an invoice, came back from one, was credited on one, came in by a voucher or a payment, went back as a refund of that, was taken back by the payer's bank or by it no more, an operator gave or took it, or it expired. */
  cause: z.enum([
    "payment",
    "refund",
    "credit",
    "voucher",
    "top_up",
    "top_up_refunded",
    "disputed",
    "dispute_won",
    "given",
    "taken",
    "expired",
  ]),
  planName: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  reason: z.string().nullable(),
});

export type BalanceMovement = z.output<typeof movement>;
export type Wallet = { balances: Money[]; history: BalanceMovement[] };

/** What a viewer has with us, by currency, and the newest movements of it. */
export async function walletOf(customerId: string, take = 100): Promise<Wallet> {
  const [balances, rows] = await Promise.all([
    db.balance.findMany({ where: { customerId, amount: { gt: 0 } }, orderBy: { currency: "asc" } }),
    db.$queryRaw`
      SELECT e."id", e."at", e."currency", e."amount", e."reason", t."planName", coalesce(i."number", p."number") AS "invoiceNumber",
             (sum(e."amount") OVER (PARTITION BY e."currency" ORDER BY e."at", e."id"))::bigint AS "left",
             CASE WHEN t."kind" = 'REFUND' AND e."ofId" IS NOT NULL THEN 'top_up_refunded' WHEN t."kind" = 'REFUND' THEN 'refund' WHEN t."id" IS NOT NULL AND e."ofId" IS NOT NULL THEN CASE WHEN e."amount" < 0 THEN 'disputed' ELSE 'dispute_won' END
                  WHEN t."gateway" = 'voucher' THEN 'voucher' WHEN e."amount" > 0 AND t."id" IS NOT NULL THEN 'top_up' WHEN t."id" IS NOT NULL THEN 'payment' WHEN e."invoiceId" IS NOT NULL THEN 'credit'
                  WHEN e."amount" > 0 THEN 'given' WHEN e."ofId" IS NOT NULL THEN 'expired' ELSE 'taken' END AS "cause"
      FROM "BalanceEntry" e LEFT JOIN "Transaction" t ON t."id" = e."transactionId" LEFT JOIN "Invoice" p ON p."id" = t."invoiceId"
      LEFT JOIN "Invoice" i ON i."id" = e."invoiceId"
      WHERE e."customerId" = ${customerId}::uuid ORDER BY e."at" DESC, e."id" DESC LIMIT ${take}`,
  ]);
  return { balances: balances.map(({ amount, currency }) => ({ minor: amount, currency })), history: movement.array().parse(rows) };
}

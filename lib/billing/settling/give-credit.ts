import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { transaction } from "#lib/db/transaction.ts";
import { isCurrency } from "#lib/kernel/currency.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { requiredText, typedAmount } from "#lib/kernel/inputs.ts";
import { creditGiven } from "#lib/ledger/balance-journals.ts";
import { post } from "#lib/ledger/post.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { lockBalance } from "#lib/wallet/lock.ts";

/** `amount` as typed, in minor units then; `way`: put on the balance, or taken off it again. */
export const giveCreditInput = z
  .object({
    customerId: z.uuid("invalid"),
    way: z.enum(["give", "take"], "invalid").default("give"),
    currency: z.string().refine(isCurrency, "invalid_currency"),
    amount: requiredText(20),
    /** For operators; the viewer does not see it. */
    reason: requiredText(300),
  })
  .transform((typed, context) => {
    const amount = typedAmount(typed.amount, typed.currency);
    if (amount) return { ...typed, amount };
    context.addIssue({ code: "custom", path: ["amount"], message: "invalid_amount" });
    return z.NEVER;
  });
export type GiveCreditInput = z.output<typeof giveCreditInput>;

/** Puts goodwill on a viewer's balance, or takes credit off it, never below nothing. @throws 404 `customer_unknown`, 409 `balance_too_small` at `amount`. */
export function giveCredit({ customerId, way, currency, amount, reason }: GiveCreditInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    await lockCustomer(tx, customerId);
    const moved = way === "give" ? amount : -amount;
    if ((await lockBalance(tx, customerId, currency)) + moved < 0n)
      throw new DomainError("balance_too_small", { status: 409, field: "amount" });
    const entryId = await moveBalance(tx, { customerId, currency, amount: moved, reason });
    await post(tx, creditGiven(entryId, currency, moved));
    await recordAudit(tx, {
      actor,
      action: way === "give" ? "customer.credit_given" : "customer.credit_taken",
      subjectType: "customer",
      subjectId: customerId,
      after: { amount, currency, reason },
    });
  });
}

import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { insertRows } from "#lib/db/rows.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { isCurrency } from "#lib/kernel/currency.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { nameText, optionalDate, optionalId, requiredText, typedAmount, wholeNumber } from "#lib/kernel/inputs.ts";
import { beginningOf, civilDate } from "#lib/kernel/period.ts";
import { seal } from "#lib/kernel/seal.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { newVoucherCode, voucherDigest } from "./voucher-code.ts";

/** `amount` as typed, in minor units then: what each is worth, tax included. `priceId`: for one term of its plan; without it for the balance. */
export const makeVouchersInput = z
  .object({
    name: nameText(80),
    count: wholeNumber(1, 1000),
    priceId: optionalId,
    currency: z.string().refine(isCurrency, "invalid_currency"),
    amount: requiredText(20),
    /** The last day on which they are redeemed, where the company is. */
    lastDay: optionalDate,
  })
  .transform((typed, context) => {
    const amount = typedAmount(typed.amount, typed.currency);
    if (amount) return { ...typed, amount };
    context.addIssue({ code: "custom", path: ["amount"], message: "invalid_amount" });
    return z.NEVER;
  });
export type MakeVouchersInput = z.output<typeof makeVouchersInput>;

/** Makes a batch of vouchers. Their codes are kept as digests, and sealed for printing. Returns the id of the batch. @throws `price_changed` at `priceId`, `date_past` at `lastDay`. */
export async function makeVouchers(input: MakeVouchersInput, actor: Actor): Promise<string> {
  const { name, count, priceId = null, currency, amount, lastDay } = input;
  const { timeZone } = (await getSettings()).company;
  if (lastDay && lastDay < civilDate(now(), timeZone).toString()) throw new DomainError("date_past", { field: "lastDay" });
  return transaction(async (tx) => {
    if (priceId && (await tx.price.count({ where: { id: priceId, archivedAt: null } })) === 0)
      throw new DomainError("price_changed", { field: "priceId" });
    const expiresAt = lastDay ? beginningOf(lastDay, 1, timeZone) : null;
    const batch = await tx.voucherBatch.create({ data: { name, priceId, currency, amount, expiresAt, createdAt: now() } });
    const codes = Array.from({ length: count }, newVoucherCode);
    await insertRows(tx, {
      Voucher: codes.map((code) => ({ id: newId(), batchId: batch.id, digest: voucherDigest(code), sealed: seal(code) })),
    });
    await recordAudit(tx, {
      actor,
      action: "voucher.made",
      subjectType: "voucher",
      subjectId: batch.id,
      after: { name, count, priceId, currency, amount, lastDay },
    });
    return batch.id;
  });
}

import { z } from "zod";
import { isCurrency } from "#lib/kernel/currency.ts";
import { typedAmount } from "#lib/kernel/inputs.ts";

/** `{ EUR: "5.00" }` as typed, in minor units. A currency left empty or at zero is left out. */
export const amountByCurrency = z.record(z.string(), z.string()).transform((typed, context) => {
  const amounts: Record<string, bigint> = {};
  for (const [currency, text] of Object.entries(typed)) {
    if (!text.trim()) continue;
    const minor = isCurrency(currency) ? typedAmount(text, currency) : undefined;
    if (minor === undefined) context.addIssue({ code: "custom", path: [currency], message: "invalid_amount" });
    else if (minor > 0n) amounts[currency] = minor;
  }
  if (Object.keys(amounts).length === 0 && context.issues.length === 0)
    context.addIssue({ code: "custom", path: [], message: "amount_missing" });
  return amounts;
});

/**
 * `{ EUR: { amount: "9.99", setupFee: "" } }` as typed, in minor units. A currency left empty is not sold in.
 * A set-up fee without an amount is refused at the amount.
 */
export const priceByCurrency = z
  .record(z.string(), z.object({ amount: z.string().default(""), setupFee: z.string().default("") }))
  .transform((typed, context) => {
    const amounts: Record<string, { amount: bigint; setupFee: bigint }> = {};
    for (const [currency, texts] of Object.entries(typed)) {
      if (!texts.amount.trim() && !texts.setupFee.trim()) continue;
      const amount = typedAmount(texts.amount, currency);
      const setupFee = texts.setupFee.trim() ? typedAmount(texts.setupFee, currency) : 0n;
      if (amount === undefined) context.addIssue({ code: "custom", path: [currency, "amount"], message: "invalid_amount" });
      if (setupFee === undefined) context.addIssue({ code: "custom", path: [currency, "setupFee"], message: "invalid_amount" });
      if (amount !== undefined && setupFee !== undefined) amounts[currency] = { amount, setupFee };
    }
    if (Object.keys(amounts).length === 0 && context.issues.length === 0)
      context.addIssue({ code: "custom", path: [], message: "amount_missing" });
    return amounts;
  });

import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { env } from "#lib/kernel/env.ts";
import type { Instructed, Instruction } from "#lib/payments/instructions.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { notify } from "./notify.ts";
import { returnPath } from "./request-parts.ts";

/** Tells a viewer who pays by themselves where the money goes; once for each payment. */
export async function tellInstructions(
  tx: Tx,
  waiting: Transaction,
  { instructions, until }: Instructed,
  settings: Settings,
): Promise<void> {
  const { id, customerId, subscriptionId, invoiceId, planName, amount, currency } = waiting;
  await notify(tx, "payment_instructions", settings, {
    dedupeKey: `payment_instructions:${id}`,
    customer: await tx.customer.findUniqueOrThrow({ where: { id: customerId } }),
    refs: { transactionId: id, subscriptionId: subscriptionId ?? undefined, invoiceId: invoiceId ?? undefined },
    variables: () => ({
      plan: { name: planName },
      amount: { minor: amount, currency },
      ...instructionTexts(instructions),
      until: until ?? null,
      links: { details: `${env().APP_URL}${returnPath(waiting)}` },
    }),
  });
}

/** Instructions as the variables of letters; null: there is none such. */
export function instructionTexts(instructions: Instruction[]) {
  const textOf = (label: Instruction["label"]) => {
    const value = instructions.find((instruction) => instruction.label === label)?.value;
    return value?.split(/\n/).join(", ") ?? null;
  };
  return {
    payee: textOf("payee"),
    iban: textOf("iban"),
    bic: textOf("bic"),
    bank: textOf("bank"),
    account: textOf("account"),
    branch: textOf("branch"),
    reference: textOf("reference"),
    cash: textOf("cash"),
    cheque: textOf("cheque"),
    note: textOf("note"),
  };
}

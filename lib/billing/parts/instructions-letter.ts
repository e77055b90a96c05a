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
  const valueOfLabel = (label: Instruction["label"]) => {
    const value = instructions.find((instruction) => instruction.label === label)?.value;
    return value?.split(/\n/).join(", ") ?? null;
  };
  await notify(tx, "payment_instructions", settings, {
    dedupeKey: `payment_instructions:${id}`,
    customer: await tx.customer.findUniqueOrThrow({ where: { id: customerId } }),
    refs: { transactionId: id, subscriptionId: subscriptionId ?? undefined, invoiceId: invoiceId ?? undefined },
    variables: () => ({
      plan: { name: planName },
      amount: { minor: amount, currency },
      payee: valueOfLabel("payee"),
      iban: valueOfLabel("iban"),
      bic: valueOfLabel("bic"),
      bank: valueOfLabel("bank"),
      account: valueOfLabel("account"),
      branch: valueOfLabel("branch"),
      reference: valueOfLabel("reference"),
      cash: valueOfLabel("cash"),
      cheque: valueOfLabel("cheque"),
      note: valueOfLabel("note"),
      until: until ?? null,
      links: { details: `${env().APP_URL}${returnPath(waiting)}` },
    }),
  });
}

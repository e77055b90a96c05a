import type { Customer, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { Asked } from "./by-transfer.ts";
import { instructionTexts } from "./instructions-letter.ts";
import { notify } from "./notify.ts";

type Of = { subscription: Pick<Subscription, "id" | "planId">; payer: Customer; dedupeKey: string; graceUntil?: Date | null };

/** Asks who pays by transfer for the next period, or for what is overdue: how much, by when and how, with a link to pay an open invoice otherwise. Nothing where nothing is left to pay. */
export async function tellTransfer(tx: Tx, { amount, dueOn, invoice, how }: Asked, of: Of, settings: Settings): Promise<void> {
  const { subscription, payer, dedupeKey, graceUntil = null } = of;
  if (amount.minor <= 0n) return;
  const { name } = await tx.plan.findUniqueOrThrow({ where: { id: subscription.planId }, select: { name: true } });
  await notify(tx, "transfer_due", settings, {
    dedupeKey,
    customer: payer,
    refs: { subscriptionId: subscription.id, invoiceId: invoice?.id },
    variables: (links) => ({
      plan: { name },
      amount,
      due_on: dueOn,
      invoice: { number: invoice?.number ?? null },
      access_until: graceUntil,
      ...instructionTexts(how.instructions),
      links: { account: links.account, pay: invoice && links.pay(invoice.id) },
    }),
  });
}

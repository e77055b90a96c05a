import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { Customer, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";

type Withdrawal = {
  /** As the viewer wrote it. */
  said: { name: string; email: string; contract: string };
  customer: Customer | null;
  /** The contracts that it ends, each with what goes back; none: somebody has to look. */
  ended: (Pick<Subscription, "id" | "number" | "currency"> & { plan: { name: string }; amount: bigint })[];
  ip: string | null;
  locale: string;
};

/** Keeps a withdrawal as it came, and confirms it at once to the address that it names, with the time at which it was received. Returns its id. */
export async function writeWithdrawal(tx: Tx, { said, customer, ended, ip, locale }: Withdrawal, actor: Actor): Promise<string> {
  const notice = await tx.cancellationNotice.create({
    data: {
      id: newId(),
      kind: "WITHDRAWAL",
      ...said,
      forCause: false,
      subscriptionIds: ended.map(({ id }) => id),
      ip,
      receivedAt: now(),
    },
  });
  await recordAudit(tx, {
    actor,
    action: "notice.withdrawal_received",
    subjectType: customer ? "customer" : "notice",
    subjectId: customer?.id ?? notice.id,
    after: { ...said, ended: ended.map(({ number, amount }) => ({ number, amount })) },
  });
  const amount = ended.reduce((sum, { amount }) => sum + amount, 0n);
  const { name, email, contract } = said;
  await queueMessage(tx, {
    key: "withdrawal_received",
    dedupeKey: `withdrawal_received:${notice.id}`,
    recipient: customer ? { customerId: customer.id, name: customer.name, email, locale: customer.locale } : { name, email, locale },
    variables: {
      notice: { number: String(notice.number), contract: contract || null },
      received_at: notice.receivedAt,
      plans: ended.length > 0 ? ended.map(({ plan }) => plan.name).join(", ") : null,
      amount: amount > 0n ? { minor: amount, currency: ended[0].currency } : null,
    },
  });
  return notice.id;
}

import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type NewEvent, recordEvent, type SubscriptionEventType } from "#lib/events/record.ts";
import type { Source } from "#lib/kernel/source.ts";
import { FOLLOWS } from "./state.ts";

type Event = [type: SubscriptionEventType, source: Source, data?: NewEvent["data"]];

/** Takes a subscription into a state, with what changes beside it and the entry of its timeline. @throws when it is in none that this one may follow. */
export async function moveSubscription(
  tx: Tx,
  { id, number }: Pick<Subscription, "id" | "number">,
  status: keyof typeof FOLLOWS,
  changes: Partial<Subscription>,
  [type, source, data]: Event,
): Promise<void> {
  const { count } = await tx.subscription.updateMany({ where: { id, status: { in: FOLLOWS[status] } }, data: { ...changes, status } });
  if (count === 0) throw new Error(`Subscription ${number} cannot become ${status} from where it is`);
  await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId: id, type, source, data });
}

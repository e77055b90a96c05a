import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type AccessEventType, type NewEvent, recordEvent, type SubscriptionEventType } from "#lib/events/record.ts";
import type { Source } from "#lib/kernel/source.ts";
import { FOLLOWS } from "./state.ts";

type Event = [type: SubscriptionEventType, source: Source, data?: NewEvent["data"]];
type Access = [type: AccessEventType, data: NewEvent["data"]];

/** Takes a subscription into a state, with what changes beside it, the entry of its timeline, and what becomes of its access. @throws when it is in none that this one may follow. */
export async function moveSubscription(
  tx: Tx,
  { id, number }: Pick<Subscription, "id" | "number">,
  status: keyof typeof FOLLOWS,
  changes: Partial<Subscription>,
  [type, source, data]: Event,
  access?: Access,
): Promise<void> {
  const { count } = await tx.subscription.updateMany({ where: { id, status: { in: FOLLOWS[status] } }, data: { ...changes, status } });
  if (count === 0) throw new Error(`Subscription ${number} cannot become ${status} from where it is`);
  const watched: NewEvent[] = access ? [{ subject: "ACCESS", subscriptionId: id, type: access[0], source, data: access[1] }] : [];
  await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId: id, type, source, data }, ...watched);
}

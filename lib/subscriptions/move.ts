import { Prisma, type Subscription } from "#lib/db/generated/client.ts";
import { changeRows } from "#lib/db/rows.ts";
import { spelled } from "#lib/db/spelled.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type AccessEventType, eventRow, type NewEvent, type SubscriptionEventType } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
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
  const at = now();
  const watched: NewEvent[] = access ? [{ subject: "ACCESS", subscriptionId: id, type: access[0], source, at, data: access[1] }] : [];
  const events: NewEvent[] = [{ subject: "SUBSCRIPTION", subscriptionId: id, type, source, at, data }, ...watched];
  const which = Prisma.sql`"id" = ${id}::uuid AND "status" IN ${spelled(FOLLOWS[status])}`;
  const moved = await changeRows(tx, "Subscription", which, { ...changes, status }, { DomainEvent: events.map(eventRow) });
  if (moved === 0) throw new Error(`Subscription ${number} cannot become ${status} from where it is`);
}

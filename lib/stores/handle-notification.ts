import pLimit from "p-limit";
import { db } from "#lib/db/client.ts";
import type { InboundEvent } from "#lib/db/generated/client.ts";
import { finishEvent } from "#lib/inbox/finish.ts";
import { dueEvents, takeEvent } from "#lib/inbox/take.ts";
import { lookAtPurchase } from "./look-at-purchase.ts";
import { store, storeIds } from "./registry.ts";
import { VOIDED } from "./store.ts";

/** Stores limit how often they are asked, and send many notifications at once. */
const inTurn = pLimit(4);

/** Handles stored notifications that are due. Returns how many were handled. */
export async function handleNotifications(limit = 50): Promise<number> {
  const able = storeIds();
  if (able.length === 0) return 0;
  const done = await Promise.all((await dueEvents(able, limit)).map(({ id }) => handleNotification(id)));
  return done.filter(Boolean).length;
}

/** Handles one stored notification when it is its turn. Returns whether that was done, and by this call. */
export function handleNotification(eventId: string): Promise<boolean> {
  return inTurn(async () => {
    const event = await takeEvent(eventId);
    return event !== null && finishEvent(event, lookAgain(event));
  });
}

/** A notification says only that there is something to look at, and where: the store is asked. @throws when it gives no answer. */
async function lookAgain(event: InboundEvent): Promise<void> {
  const { source, type, reference } = event;
  const of = store(source);
  if (!of || !reference) return;
  await afterOthers(`${source} ${reference}`, async () => {
    const voided = type === VOIDED;
    if (voided || !(await isAnswered(event))) await lookAtPurchase(of, reference, { source: "webhook", voided });
  });
}

const looks = new Map<string, Promise<void>>();

/** Looks at a purchase one after the other, so that of many notifications about it those that wait find it answered. */
async function afterOthers(purchase: string, look: () => Promise<void>): Promise<void> {
  const before = looks.get(purchase);
  const mine = (before ?? Promise.resolve()).then(look, look);
  looks.set(purchase, mine);
  await mine.finally(() => looks.get(purchase) === mine && looks.delete(purchase));
}

/** The store was asked after it had sent this one, and has answered: its answer knows of it. */
async function isAnswered({ source, reference, receivedAt }: InboundEvent): Promise<boolean> {
  return (await db.storePurchase.count({ where: { store: source, reference: reference!, askedAt: { gt: receivedAt } } })) > 0;
}

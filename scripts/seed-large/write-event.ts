import type { SubscriptionEventType } from "#lib/events/record.ts";
import { bytesOf, jsonBytes } from "./encode.ts";
import { type Id, TAG } from "./ids.ts";
import type { Story, Sub } from "./story.ts";

type Source = "checkout" | "return" | "renewal" | "worker" | "viewer" | "reconcile" | "system" | "webhook" | "queue" | "report";
type Subject = "SUBSCRIPTION" | "ACCESS" | "PAYMENT" | "MESSAGE";

function write(
  story: Story,
  subject: Subject,
  about: Id,
  type: string,
  source: Source,
  at: number,
  data: Uint8Array | null,
  detail: string | null,
): void {
  const n = ++story.counted.events;
  const row = story.rows.DomainEvent.begin().newId(TAG.EVENT, at, n).big(story.txid).big(n).text(subject).text(type);
  row.id(subject === "SUBSCRIPTION" || subject === "ACCESS" ? about : null).id(subject === "PAYMENT" ? about : null);
  row
    .id(subject === "MESSAGE" ? about : null)
    .text(source)
    .text(detail)
    .json(data)
    .at(at);
}

export function tell(story: Story, { id }: Sub, type: SubscriptionEventType, source: Source, at: number, data: object | null = null): void {
  write(story, "SUBSCRIPTION", id, type, source, at, data && jsonBytes(data), null);
}

const renewals = new Map<number, Uint8Array>();

export function tellRenewed(story: Story, { id, cycle }: Sub, at: number): void {
  const known = renewals.get(cycle) ?? bytesOf(`{"cycle":${cycle}}`);
  renewals.set(cycle, known);
  write(story, "SUBSCRIPTION", id, "renewed", "renewal", at, known, null);
}

export function tellGranted(story: Story, { id, offer }: Sub, type: "granted" | "changed", source: Source, at: number): void {
  write(story, "ACCESS", id, type, source, at, offer.grants, null);
}

export function tellAccessEnded(story: Story, { id }: Sub, source: Source, at: number, endedAt: number): void {
  write(story, "ACCESS", id, "ended", source, at, jsonBytes({ endedAt: new Date(endedAt).toISOString() }), null);
}

export function tellPayment(story: Story, id: Id, type: string, source: Source, at: number, detail: string | null = null): void {
  write(story, "PAYMENT", id, type, source, at, null, detail);
}

export function tellMessage(story: Story, id: Id, type: string, source: "queue" | "report", at: number): void {
  write(story, "MESSAGE", id, type, source, at, null, null);
}

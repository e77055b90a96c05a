import { bytesOf } from "./encode.ts";
import { type Id, TAG } from "./ids.ts";
import type { Bill, Story, Sub } from "./story.ts";
import { tellMessage } from "./write-event.ts";

type Letter = { key: string; subject: string; text: string; kind?: "EMAIL" | "SMS" };
type About = { bill?: Bill; transaction?: Id };

/** What becomes of a letter, whether it was handed over then, and how often of a hundred. */
const ENDS: [{ status: string; sent: boolean }, number][] = [
  [{ status: "DELIVERED", sent: true }, 86],
  [{ status: "SENT", sent: true }, 10],
  [{ status: "BOUNCED", sent: true }, 2],
  [{ status: "FAILED", sent: false }, 1],
  [{ status: "SUPPRESSED", sent: false }, 1],
];
const ERRORS: Record<string, string> = {
  BOUNCED: "550 5.1.1 The mailbox is unknown.",
  FAILED: "The provider gave up after five attempts.",
};
const CHANNEL = { EMAIL: "smtp", SMS: "twilio" };
const NOT_YET_MS = 120_000;
const prefixes = new Map<string, Uint8Array>();

/** A letter about a subscription, and what became of it. */
export function writeLetter(story: Story, sub: Sub, letter: Letter, at: number, { bill, transaction }: About = {}): void {
  const { key, subject, text, kind = "EMAIL" } = letter;
  const { viewer } = sub;
  const template = story.shop.templates.get(`${key} ${kind}`);
  const recipient = kind === "SMS" ? viewer.phone : viewer.email;
  if (!template || !recipient || !story.happened(at)) return;
  const n = ++story.counted.messages;
  const id = { tag: TAG.MESSAGE, ms: at, n };
  const waits = at > story.until - NOT_YET_MS;
  const { status, sent } = waits ? { status: "QUEUED", sent: false } : viewer.random.weighted(ENDS);
  const sentAt = sent ? at + 1_500 : null;
  const row = story.rows.Message.begin()
    .id(id)
    .int(n)
    .text(kind)
    .text(sentAt ? CHANNEL[kind] : null)
    .text(status);
  row.key(prefixOf(key), id).text(key).bytes(template).text("en").text(recipient).id(viewer.id).id(sub.id);
  row
    .id(bill ? bill.id : null)
    .id(transaction ?? null)
    .bytes(bytesOf(kind === "SMS" ? "" : subject))
    .bytes(bytesOf(text));
  row
    .int(kind === "SMS" ? 1 : null)
    .text(kind === "SMS" ? "GSM-7" : null)
    .int(waits ? 0 : 1)
    .text(ERRORS[status] ?? null)
    .at(at)
    .at(sentAt);
  tellMessage(story, id, "QUEUED", "queue", at);
  if (!waits) tellMessage(story, id, status, "report", sentAt ?? at + 1_500);
}

function prefixOf(key: string): Uint8Array {
  const known = prefixes.get(key) ?? bytesOf(`${key}:`);
  prefixes.set(key, known);
  return known;
}

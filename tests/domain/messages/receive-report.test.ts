import twilioSdk from "twilio";
import { beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { releaseHeld } from "#lib/messages/sending/hold.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";
import { handleReport, handleStoredReports, receiveReport } from "#lib/messages/sending/receive-report.ts";
import { fillSecrets, unsealSecrets } from "#lib/messages/templates/secrets.ts";
import { ACCOUNT_SID, AUTH_TOKEN, SENDER } from "#tests/contracts/twilio-server.ts";
import { useDatabase } from "#tests/support/database.ts";
import { customer, messagesOf, recipientOf, welcome, zoe } from "./letters.ts";

useDatabase();

const URL_HERE = "https://tv.test/api/webhooks/messages/twilio";
let sids = 0;

beforeAll(() => {
  Object.assign(process.env, { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_FROM: SENDER });
});

function callback(values: Record<string, string>) {
  const headers = { "x-twilio-signature": twilioSdk.getExpectedTwilioSignature(AUTH_TOKEN, URL_HERE, values) };
  return { url: URL_HERE, body: new URLSearchParams(values).toString(), headers };
}

/** A text that Twilio took, as delivery would have noted it. */
async function sentText(ids?: string[]) {
  const sid = `SM${String(++sids).padStart(32, "0")}`;
  const sms = (await messagesOf(ids ?? (await welcome()))).find(({ kind }) => kind === "SMS")!;
  await db.message.update({
    where: { id: sms.id },
    data: { status: "SENT", channel: "twilio", providerReference: sid, nextAttemptAt: null, attempts: 1, secrets: null },
  });
  return { id: sms.id, sid };
}

async function report(sid: string, said: string, code = ""): Promise<void> {
  const raw = callback({ MessageSid: sid, MessageStatus: said, ...(code && { ErrorCode: code }) });
  for (const id of (await receiveReport("twilio", raw)).eventIds) await handleReport(id);
}

const statusOf = async (id: string) => (await messagesOf([id]))[0].status;

test("a report is stored once, answered, then handled", async () => {
  const { id, sid } = await sentText();
  const raw = callback({ MessageSid: sid, MessageStatus: "delivered", To: "+4915112345678" });
  const first = await receiveReport("twilio", raw);
  expect(first).toMatchObject({ status: 200, eventIds: [expect.any(String)] });
  expect(await receiveReport("twilio", raw)).toEqual({ status: 200, eventIds: [] });
  expect(await statusOf(id)).toBe("SENT");
  await Promise.all(Array.from({ length: 5 }, () => handleReport(first.eventIds[0])));
  const [message] = await messagesOf([id]);
  expect(message.status).toBe("DELIVERED");
  expect(message.events.filter(({ source }) => source === "report")).toHaveLength(1);
  const stored = await db.inboundEvent.findMany({ where: { reference: sid } });
  expect(stored).toMatchObject([
    { source: "twilio", type: "message.delivered", payload: raw.body, attempts: 1, error: null, nextAttemptAt: null },
  ]);
});

test.each([
  ["undelivered", "30005", "BOUNCED"],
  ["undelivered", "30006", "BOUNCED"],
  ["failed", "21610", "BOUNCED"],
  ["undelivered", "30003", "FAILED"], // the phone was off
  ["undelivered", "", "FAILED"],
])("a number bounces when it is the number's fault: %s with %s is %s", async (said, code, status) => {
  const { id, sid } = await sentText();
  await report(sid, said, code);
  expect((await messagesOf([id]))[0]).toMatchObject({
    status,
    error: code ? `Twilio error ${code}` : null,
    problem: null,
    nextAttemptAt: null,
  });
});

test.each([
  ["undelivered", "30007", "policy"], // a carrier's filter
  ["undelivered", "30034", "sender"], // our own number is not registered
  ["undelivered", "30023", "limit"],
  ["failed", "30002", "account"], // suspended
])("a text that was taken and then failed for the operator's fault (%s with %s) waits for them as “%s”", async (said, code, problem) => {
  const { id, sid } = await sentText(await welcome(recipientOf(await customer({ phone: zoe.phone }))));
  await report(sid, said, code);
  const [message] = await messagesOf([id]);
  expect(message).toMatchObject({ status: "HELD", problem, error: `Twilio error ${code}`, nextAttemptAt: expect.any(Date) });
  expect(fillSecrets(message, unsealSecrets(message.secrets)).text).toContain("present-password");
});

test("a text with a one-time link does not wait, since its link is gone; it says what to mend", async () => {
  const letter = {
    key: "add_method",
    dedupeKey: "add",
    variables: { expires_at: now() },
    secrets: { links: { add: "https://tv.test/add" } },
  } as const;
  const { id, sid } = await sentText(await transaction((tx) => queueMessage(tx, { ...letter, recipient: zoe })));
  await report(sid, "undelivered", "30034");
  expect((await messagesOf([id]))[0]).toMatchObject({ status: "FAILED", problem: "sender", nextAttemptAt: null });
});

test("what failed by report goes out again when one of it was delivered, not when the provider only took one", async () => {
  const text = async () => sentText(await welcome(recipientOf(await customer({ phone: zoe.phone }))));
  const held = [await text(), await text()];
  for (const { sid } of held) await report(sid, "undelivered", "30034");
  const later = new Date(now().getTime() + 600 * 60_000);
  await db.message.updateMany({ where: { status: "HELD" }, data: { nextAttemptAt: later } });
  const [first, second] = held;
  const dueAt = async () => (await messagesOf([second.id]))[0].nextAttemptAt!;
  await releaseHeld("SMS", { taken: false });
  expect(await dueAt()).toEqual(later);
  await db.message.update({ where: { id: first.id }, data: { status: "SENT", providerReference: `${first.sid}-2`, nextAttemptAt: null } });
  await report(`${first.sid}-2`, "delivered");
  expect((await dueAt()).getTime()).toBeLessThanOrEqual(now().getTime());
});

test("what comes before the last word is acknowledged and not kept", async () => {
  expect(await receiveReport("twilio", callback({ MessageSid: "SM1", MessageStatus: "sent" }))).toEqual({ status: 200, eventIds: [] });
});

test("a forged report is refused and not stored", async () => {
  const { sid } = await sentText();
  const raw = callback({ MessageSid: sid, MessageStatus: "delivered" });
  expect((await receiveReport("twilio", { ...raw, body: raw.body.replace("delivered", "failed") })).status).toBe(400);
  expect((await receiveReport("twilio", { ...raw, headers: {} })).status).toBe(400);
  expect(await db.inboundEvent.count({ where: { reference: sid } })).toBe(0);
});

test("a channel that is unknown or cannot verify anything is not found", async () => {
  for (const id of ["nobody", "outbox", "smtp"]) expect((await receiveReport(id, callback({}))).status).toBe(404);
});

test("a report that overtakes its message is tried again", async () => {
  stopClockAt(new Date());
  const { id, sid } = await sentText();
  await db.message.update({ where: { id }, data: { status: "QUEUED", providerReference: null } });
  const { eventIds } = await receiveReport("twilio", callback({ MessageSid: sid, MessageStatus: "delivered" }));
  await handleReport(eventIds[0]);
  const stored = await db.inboundEvent.findUniqueOrThrow({ where: { id: eventIds[0] } });
  expect(stored).toMatchObject({ handledAt: null, attempts: 1, error: expect.stringContaining("no message") });
  await db.message.update({ where: { id }, data: { status: "SENT", providerReference: sid } });
  expect(await handleStoredReports()).toBe(0);
  stopClockAt(new Date(now().getTime() + 60_000));
  expect(await handleStoredReports()).toBe(1);
  expect(await statusOf(id)).toBe("DELIVERED");
  runClock();
});

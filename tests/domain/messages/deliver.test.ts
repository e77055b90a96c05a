import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { storeEvent } from "#lib/inbox/store.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { closeChannels } from "#lib/messages/registry.ts";
import { deliverDueMessages } from "#lib/messages/sending/deliver.ts";
import { startMailServer } from "#tests/contracts/mail-server.ts";
import { useDatabase } from "#tests/support/database.ts";
import { messagesOf, resetPassword, welcome, zoe } from "./letters.ts";

useDatabase();

const MINUTE = 60_000;
const START = new Date("2027-01-01T12:00:00Z");
let mail: Awaited<ReturnType<typeof startMailServer>>;

beforeAll(async () => {
  mail = await startMailServer({ user: "tv", password: "pass" });
  Object.assign(process.env, { SMTP_URL: `smtp://tv:pass@${mail.address}`, MAIL_FROM: "tv@example.com" });
});
beforeEach(() => stopClockAt(START));
afterEach(async () => {
  runClock();
  await db.$executeRaw`UPDATE "Message" SET "nextAttemptAt" = NULL, status = 'FAILED' WHERE status = 'QUEUED'`;
  mail.arrived.length = 0;
  mail.refuse(null);
});
afterAll(async () => {
  await closeChannels();
  await mail.close();
});

const later = (minutes: number) => stopClockAt(new Date(now().getTime() + minutes * MINUTE));
const BUSY = { at: "RCPT TO", code: 451, text: "4.3.0 not now" } as const;
const onlyEmail = { ...zoe, phone: null };

test("what is sent holds the secret; what is kept does not, and the sealed copy is wiped", async () => {
  const ids = await resetPassword();
  expect(await deliverDueMessages()).toBe(1);
  expect(mail.arrived[0]).toMatchObject({ to: "zoe@example.com", id: `<${ids[0]}@example.com>` });
  expect(mail.arrived[0].text).toContain("https://tv.test/reset?token=SECRET");
  expect(mail.arrived[0].html).toContain('href="https://tv.test/reset?token=SECRET"');
  const [message] = await messagesOf(ids);
  expect(message).toMatchObject({ status: "SENT", channel: "smtp", attempts: 1, secrets: null, nextAttemptAt: null, sentAt: START });
  expect(JSON.stringify(message)).not.toContain("token=SECRET");
  expect(message.events.map(({ type, source }) => [type, source])).toEqual([
    ["QUEUED", "queue"],
    ["SENT", "smtp"],
  ]);
  expect(await deliverDueMessages()).toBe(0);
});

test("letters let events of payments go before them, three seconds at most, and wait for none that is stuck", async () => {
  const [id] = await welcome({ ...onlyEmail, email: "after@example.com" });
  const event = (await storeEvent("acme", { externalId: "evt_1", type: "payment.changed" }, "{}"))!;
  expect(await deliverDueMessages()).toBe(0);
  stopClockAt(new Date(START.getTime() + 2999));
  expect(await deliverDueMessages()).toBe(0);
  stopClockAt(new Date(START.getTime() + 3000));
  expect(await deliverDueMessages()).toBe(1);
  expect(await messagesOf([id])).toMatchObject([{ status: "SENT" }]);
  await welcome({ ...onlyEmail, email: "stuck@example.com" });
  expect(await deliverDueMessages()).toBe(1);
  await db.inboundEvent.update({ where: { id: event }, data: { nextAttemptAt: null } });
});

test("a text goes to the outbox, which plays the provider in tests and in the demo", async () => {
  const ids = await welcome();
  await deliverDueMessages();
  const [, sms] = await messagesOf(ids);
  expect(sms).toMatchObject({ status: "SENT", channel: "outbox", secrets: null });
});

test("a mail server that is busy is asked again after 1, 5, 30, 120 and 720 minutes, then no more", async () => {
  mail.refuse(BUSY);
  const ids = await resetPassword(onlyEmail);
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 6; attempt++) {
    expect(await deliverDueMessages()).toBe(1);
    expect(await deliverDueMessages()).toBe(0);
    const [message] = await messagesOf(ids);
    expect(message.attempts).toBe(attempt);
    if (!message.nextAttemptAt) break;
    waits.push((message.nextAttemptAt.getTime() - now().getTime()) / MINUTE);
    later(waits.at(-1)!);
  }
  expect(waits).toEqual([1, 5, 30, 120, 720]);
  const [message] = await messagesOf(ids);
  expect(message).toMatchObject({ status: "FAILED", nextAttemptAt: null, secrets: null, attempts: 6 });
  expect(message.error).toMatch(/451/);
  expect(message.events.map(({ type }) => type)).toEqual([...Array(6).fill("QUEUED"), "FAILED"]);
});

test("a server that recovers gets the message on the next attempt", async () => {
  mail.refuse(BUSY);
  const ids = await resetPassword(onlyEmail);
  await deliverDueMessages();
  mail.refuse(null);
  later(1);
  await deliverDueMessages();
  expect((await messagesOf(ids))[0]).toMatchObject({ status: "SENT", attempts: 2, error: null });
});

test("an address that nobody has is not asked twice", async () => {
  const ids = await resetPassword({ ...onlyEmail, email: "nobody@example.com" });
  await deliverDueMessages();
  const [message] = await messagesOf(ids);
  expect(message).toMatchObject({ status: "BOUNCED", nextAttemptAt: null, secrets: null });
  expect(message.error).toMatch(/no such user/);
});

test("four workers deliver each of sixty messages once", async () => {
  await Promise.all(Array.from({ length: 60 }, (_, index) => resetPassword({ ...onlyEmail, email: `zoe${index}@example.com` })));
  const tried = await Promise.all(Array.from({ length: 4 }, () => deliverDueMessages(100)));
  expect(tried.reduce((sum, count) => sum + count, 0)).toBe(60);
  expect(new Set(mail.arrived.map(({ to }) => to)).size).toBe(60);
  expect(mail.arrived).toHaveLength(60);
});

test("a worker that died between sending and noting it repeats the mail once, under the same name", async () => {
  const [id] = await resetPassword(onlyEmail);
  await deliverDueMessages();
  const lease = new Date(now().getTime() + 10 * MINUTE);
  await db.message.update({ where: { id }, data: { status: "QUEUED", nextAttemptAt: lease, sentAt: null } });
  expect(await deliverDueMessages()).toBe(0);
  later(10);
  expect(await deliverDueMessages()).toBe(1);
  expect(mail.arrived.map((arrived) => arrived.id)).toEqual([`<${id}@example.com>`, `<${id}@example.com>`]);
});

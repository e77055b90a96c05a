import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { closeChannels } from "#lib/messages/registry.ts";
import { deliverDueMessages } from "#lib/messages/sending/deliver.ts";
import { releaseHeld } from "#lib/messages/sending/hold.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { type Refusal, startMailServer } from "#tests/contracts/mail-server.ts";
import { useDatabase } from "#tests/support/database.ts";
import { messagesOf, resetPassword, zoe } from "./letters.ts";

useDatabase();

const MINUTE = 60_000;
let mail: Awaited<ReturnType<typeof startMailServer>>;

beforeAll(async () => {
  mail = await startMailServer({ user: "tv", password: "pass" });
  Object.assign(process.env, { SMTP_URL: `smtp://tv:pass@${mail.address}`, MAIL_FROM: "tv@example.com" });
});
beforeEach(() => stopClockAt(new Date("2027-01-01T12:00:00Z")));
afterEach(async () => {
  runClock();
  await db.$executeRaw`UPDATE "Message" SET "nextAttemptAt" = NULL, status = 'DELIVERED'`;
  mail.arrived.length = 0;
  mail.refuse(null);
});
afterAll(async () => {
  await closeChannels();
  await mail.close();
});

const later = (minutes: number) => stopClockAt(new Date(now().getTime() + minutes * MINUTE));
const send = async (refusal: Refusal) => {
  mail.refuse(refusal);
  const ids = await resetPassword({ ...zoe, phone: null });
  await deliverDueMessages();
  const read = async () => (await messagesOf(ids))[0];
  return { read, message: await read() };
};
const after = (code: number, text: string): Refusal => ({ at: "DATA", code, text });

test.each([
  after(421, "4.7.0 Try again later, closing connection"),
  after(450, "4.2.1 The user is receiving mail at a rate that prevents delivery"),
  after(451, "4.3.0 Queue file write error"),
  after(452, "4.3.1 Insufficient system storage"),
  after(454, "Throttling failure: Maximum sending rate exceeded."),
])("a refusal for now after DATA ($code $text) waits, its link kept, and is sent", async (refusal) => {
  const { message, read } = await send(refusal);
  expect(message).toMatchObject({ status: "QUEUED", secrets: expect.stringMatching(/./) });
  mail.refuse(null);
  later(1);
  await deliverDueMessages();
  expect(await read()).toMatchObject({ status: "SENT", secrets: null });
  expect(mail.arrived[0].text).toContain("https://tv.test/reset?token=SECRET");
});

test.each<[Refusal, string]>([
  [after(550, "5.4.5 Daily user sending limit exceeded."), "limit"],
  [{ at: "RCPT TO", code: 554, text: "5.7.1 <zoe@example.com>: Relay access denied" }, "relay"],
  [{ at: "MAIL FROM", code: 530, text: "5.7.0 Must issue a STARTTLS command first" }, "encryption"],
  [{ at: "MAIL FROM", code: 530, text: "5.5.1 Authentication Required." }, "credentials"],
  [after(550, "5.7.26 This mail has been blocked because the sender is unauthenticated (SPF, DKIM)."), "authentication"],
  [after(550, "5.7.1 Email rejected per DMARC policy for example.com"), "authentication"],
  [{ at: "MAIL FROM", code: 550, text: "5.1.1 <tv@example.com>: Sender address rejected: User unknown" }, "sender"],
  [{ at: "RCPT TO", code: 550, text: "Please turn on SMTP Authentication in your mail client." }, "credentials"],
  [{ at: "MAIL FROM", code: 553, text: "5.7.1 Sender address rejected: not owned by user tv" }, "sender"],
])("what the operator has to mend (%o) waits for them as “%s”, is counted, and is sent once it is mended", async (refusal, problem) => {
  const { message, read } = await send(refusal);
  expect(message).toMatchObject({ status: "HELD", problem, secrets: expect.stringMatching(/./) });
  expect((await needsAttention(now(), "UTC")).counts).toMatchObject({ held: 1, bounced: 0, failed: 0 });
  mail.refuse(null);
  later(1);
  await deliverDueMessages();
  expect(await read()).toMatchObject({ status: "SENT", problem: null, secrets: null });
  expect(mail.arrived[0].text).toContain("https://tv.test/reset?token=SECRET");
});

test("a held message is asked for ever more rarely, for two weeks, and then given up", async () => {
  const { read } = await send(after(550, "5.4.5 Daily user sending limit exceeded."));
  const began = now();
  for (let message = await read(); message.nextAttemptAt; message = await read()) {
    stopClockAt(message.nextAttemptAt);
    await deliverDueMessages();
  }
  expect(await read()).toMatchObject({ status: "FAILED", secrets: null, problem: "limit" });
  expect((now().getTime() - began.getTime()) / MINUTE).toBeGreaterThan(14 * 24 * 60 - 12 * 60);
  expect((await read()).attempts).toBeLessThan(40);
});

test("when one of the held goes out, the others follow at once, and so they do when the operator's test works", async () => {
  const held = await Promise.all([1, 2, 3].map(() => send(after(550, "5.4.5 Daily user sending limit exceeded."))));
  const states = () => Promise.all(held.map(async ({ read }) => (await read()).status));
  expect(await states()).toEqual(["HELD", "HELD", "HELD"]);
  await db.message.updateMany({ where: { status: "HELD" }, data: { nextAttemptAt: new Date(now().getTime() + 600 * MINUTE) } });
  mail.refuse(null);
  await deliverDueMessages();
  expect(await states()).toEqual(["HELD", "HELD", "HELD"]);
  await db.message.update({ where: { id: (await held[0].read()).id }, data: { nextAttemptAt: now() } });
  await deliverDueMessages();
  await deliverDueMessages();
  expect(await states()).toEqual(["SENT", "SENT", "SENT"]);

  const again = await send(after(550, "5.4.5 Daily user sending limit exceeded."));
  await db.message.updateMany({ where: { status: "HELD" }, data: { nextAttemptAt: new Date(now().getTime() + 600 * MINUTE) } });
  mail.refuse(null);
  await releaseHeld("EMAIL");
  await deliverDueMessages();
  expect((await again.read()).status).toBe("SENT");
});

test.each([after(550, "5.1.1 no such user"), { at: "RCPT TO", code: 550, text: "5.2.1 disabled" } as const])(
  "only an address that nobody has is the viewer's bad address (%o)",
  async (refusal) => {
    expect((await send(refusal)).message).toMatchObject({ status: "BOUNCED", problem: null, secrets: null });
  },
);

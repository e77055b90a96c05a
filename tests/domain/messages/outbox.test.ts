import { afterAll, beforeAll, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { deliverDueMessages } from "#lib/messages/sending/deliver.ts";
import { resendMessage } from "#lib/messages/sending/resend.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { useDatabase } from "#tests/support/database.ts";
import { customer, messagesOf, recipientOf, resetPassword, welcome } from "./letters.ts";

useDatabase();
beforeAll(() => {
  process.env.STREAMTILL_MODE = "start";
});
afterAll(() => {
  process.env.STREAMTILL_MODE = "test";
});

test("without a provider a message is kept, and nobody is told that it was sent", async () => {
  const viewer = await customer({ phone: "+4915112345678" });
  const ids = await welcome(recipientOf(viewer));
  await deliverDueMessages();
  for (const message of await messagesOf(ids)) {
    expect(message).toMatchObject({ status: "KEPT", channel: "outbox", sentAt: null, nextAttemptAt: null, secrets: null });
    expect(message.events.map(({ type }) => type)).toEqual(["QUEUED", "KEPT"]);
  }
  expect((await needsAttention(now(), "UTC")).counts).toMatchObject({ kept: 1, failed: 0 });
  const copy = await resendMessage({ id: ids[0] }, SYSTEM);
  expect(await db.message.findUnique({ where: { id: copy } })).toMatchObject({ status: "QUEUED", secrets: expect.any(String) });
});

test("its one-time link is not kept", async () => {
  const [id] = await resetPassword(recipientOf(await customer()));
  await deliverDueMessages();
  await expect(resendMessage({ id }, SYSTEM)).rejects.toMatchObject({ code: "resend_secret_gone" });
});

import twilioSdk from "twilio";
import { beforeAll, expect, test, vi } from "vitest";
import { POST } from "#app/api/webhooks/messages/[channel]/route.ts";
import { db } from "#lib/db/client.ts";
import { ACCOUNT_SID, AUTH_TOKEN, SENDER } from "#tests/contracts/twilio-server.ts";
import { messagesOf, welcome } from "#tests/domain/messages/letters.ts";
import { useDatabase } from "#tests/support/database.ts";

const afterwards = vi.hoisted(() => ({ works: [] as (() => Promise<void>)[] }));
vi.mock("next/server", () => ({ after: (work: () => Promise<void>) => afterwards.works.push(work) }));

useDatabase();
beforeAll(() => {
  const keys = { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_FROM: SENDER };
  Object.assign(process.env, keys, { APP_URL: "https://tv.test" });
});

const PUBLIC = "https://tv.test/api/webhooks/messages/twilio";

/** The request as it arrives behind a proxy: another host than the one that Twilio signed. */
function post(channel: string, body: string, signature = "") {
  const url = `http://10.0.0.7:3000/api/webhooks/messages/${channel}`;
  const headers = { "x-twilio-signature": signature, "content-type": "application/x-www-form-urlencoded" };
  return POST(new Request(url, { method: "POST", body, headers }), { params: Promise.resolve({ channel }) });
}

test("a genuine report is answered first and handled afterwards", async () => {
  const [, sms] = await messagesOf(await welcome());
  await db.message.update({ where: { id: sms.id }, data: { status: "SENT", channel: "twilio", providerReference: "SM1" } });
  const values = { MessageSid: "SM1", MessageStatus: "delivered" };
  const signature = twilioSdk.getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC, values);
  expect((await post("twilio", new URLSearchParams(values).toString(), signature)).status).toBe(200);
  expect((await messagesOf([sms.id]))[0].status).toBe("SENT");
  for (const work of afterwards.works) await work();
  expect((await messagesOf([sms.id]))[0].status).toBe("DELIVERED");
});

test.each([
  ["a forged one", "twilio", "MessageSid=SM2&MessageStatus=delivered", 400],
  ["an unknown channel", "pigeon", "a=b", 404],
  ["a channel without a secret", "outbox", "a=b", 404],
  ["an oversized body", "twilio", "x".repeat(65 * 1024), 413],
])("%s is refused and not stored", async (_what, channel, body, status) => {
  const before = await db.inboundEvent.count();
  expect((await post(channel, body)).status).toBe(status);
  expect(await db.inboundEvent.count()).toBe(before);
});

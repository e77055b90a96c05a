import { describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";
import { compileEmail } from "#lib/messages/templates/compile.ts";
import { unsealSecrets } from "#lib/messages/templates/secrets.ts";
import { addVersion, inForce } from "#lib/messages/templates/templates.ts";
import { useDatabase } from "#tests/support/database.ts";
import { freshKey, messagesOf, resetPassword, trialEnding, welcome, zoe } from "./letters.ts";

useDatabase();

test("a message is written at once, as email and SMS, each with the version it was made from", async () => {
  const [email, sms] = await messagesOf(await welcome());
  expect(email).toMatchObject({ kind: "EMAIL", status: "QUEUED", recipient: zoe.email, templateKey: "welcome", locale: "en", attempts: 0 });
  expect(email.subject).toBe("Welcome to Streamtill TV: your Premium & Co is ready");
  expect(email.nextAttemptAt).toEqual(email.createdAt);
  expect(sms).toMatchObject({ kind: "SMS", recipient: zoe.phone, segments: 1, encoding: "GSM-7", html: "" });
  const version = await db.templateVersion.findUniqueOrThrow({ where: { id: email.templateVersionId } });
  expect(version).toMatchObject({ key: "welcome", kind: "EMAIL", locale: "en", version: 1, operatorId: null });
  expect(email.events).toMatchObject([{ type: "QUEUED", source: "queue" }]);
});

test("values are escaped in HTML and plain in text", async () => {
  const [email] = await messagesOf(await welcome());
  expect(email.html).toContain("Premium &amp; Co");
  expect(email.html).not.toContain("<b>Müller");
  expect(email.text).toContain("Premium & Co");
  expect(email.text).toContain("Zoë b Müller b");
});

test("a secret is stored sealed and nowhere else", async () => {
  const [email] = await messagesOf(await resetPassword());
  const stored = JSON.stringify(email);
  expect(stored).not.toContain("token=SECRET");
  expect(email.html).toMatch(/href="\[\[secret:links\.reset:[0-9a-f]{8}\]\]"/);
  expect(Object.values(unsealSecrets(email.secrets))).toEqual(["https://tv.test/reset?token=SECRET"]);
});

test("the reader's language decides text, direction and amounts", async () => {
  const [email, sms] = await messagesOf(await trialEnding({ ...zoe, name: "ليلى", locale: "ar" }));
  expect(email.html).toContain('dir="rtl"');
  expect(email.text).toContain("مرحبًا ليلى");
  expect(sms.encoding).toBe("UCS-2");
  const [other] = await messagesOf(await trialEnding({ ...zoe, locale: "pt-BR" }));
  expect(other).toMatchObject({ locale: "en" });
  expect(other.text).toContain("€14.99");
});

describe("texts", () => {
  test("go only where there is a phone number", async () => {
    expect(await messagesOf(await welcome({ ...zoe, phone: null }))).toHaveLength(1);
  });

  test("that are a courtesy wait for a consent, and the history says so", async () => {
    const [email, sms] = await messagesOf(await trialEnding({ ...zoe, smsConsent: false }));
    expect(email.status).toBe("QUEUED");
    expect(sms).toMatchObject({ status: "SUPPRESSED", nextAttemptAt: null });
    expect(sms.events).toMatchObject([{ type: "SUPPRESSED" }]);
  });

  test("that a viewer needs do not", async () => {
    const [, sms] = await messagesOf(await welcome({ ...zoe, smsConsent: false }));
    expect(sms.status).toBe("QUEUED");
  });
});

test("thirty transactions with one key make one message a kind", async () => {
  const key = freshKey();
  const made = await Promise.all(Array.from({ length: 30 }, () => welcome(zoe, key)));
  expect(made.flat()).toHaveLength(2);
  expect(await db.message.count({ where: { dedupeKey: { in: [`${key}:email`, `${key}:sms`] } } })).toBe(2);
  expect(await db.domainEvent.count({ where: { messageId: { in: made.flat() } } })).toBe(2);
});

test("a message goes with the transaction that causes it", async () => {
  const key = freshKey();
  const failing = transaction(async (tx) => {
    await queueMessage(tx, {
      key: "password_changed",
      dedupeKey: key,
      recipient: zoe,
      variables: { changed_at: new Date(), links: { forgot: "x" } },
    });
    throw new Error("the payment failed");
  });
  await expect(failing).rejects.toThrow("the payment failed");
  expect(await db.message.count({ where: { dedupeKey: { startsWith: key } } })).toBe(0);
});

test("a text that does not render any more is replaced by what shipped", async () => {
  const address = { key: "verify_email", kind: "EMAIL", locale: "en" } as const;
  const body = "{{ customer.nickname }}";
  await inForce(db, address);
  await addVersion(db, address, { subject: "x", body, compiled: await compileEmail(body, "en") }, 1, crypto.randomUUID());
  const request = { variables: { expires_at: new Date() }, secrets: { links: { verify: "https://tv.test/v" } } };
  const ids = await transaction((tx) => queueMessage(tx, { key: "verify_email", dedupeKey: freshKey(), recipient: zoe, ...request }));
  const [email] = await messagesOf(ids);
  expect(email.subject).toBe("Please confirm your email address");
  expect(await db.templateVersion.findUniqueOrThrow({ where: { id: email.templateVersionId } })).toMatchObject({ version: 1 });
});

import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { deliverDueMessages } from "#lib/messages/sending/deliver.ts";
import { messageDetails } from "#lib/messages/sending/queries.ts";
import { resendMessage } from "#lib/messages/sending/resend.ts";
import { unsealSecrets } from "#lib/messages/templates/secrets.ts";
import { useDatabase } from "#tests/support/database.ts";
import { customer, messagesOf, recipientOf, resetPassword, trialEnding, welcome } from "./letters.ts";

useDatabase();

const phone = "+4915112345678";
const resend = (id: string) => resendMessage({ id }, SYSTEM);

test("the same words go to the present address, as a message of its own", async () => {
  const viewer = await customer({ name: "Zoë" });
  const [id] = await trialEnding(recipientOf(viewer));
  await deliverDueMessages();
  await db.customer.update({ where: { id: viewer.id }, data: { email: "moved@example.com" } });
  const copyId = await resend(id);
  const [original] = await messagesOf([id]);
  const [copy] = await messagesOf([copyId]);
  expect(copy).toMatchObject({ status: "QUEUED", recipient: "moved@example.com", resendOfId: id, attempts: 0, customerId: viewer.id });
  expect([copy.subject, copy.html, copy.text, copy.templateVersionId]).toEqual([
    original.subject,
    original.html,
    original.text,
    original.templateVersionId,
  ]);
  expect(copy.events).toMatchObject([{ type: "QUEUED", source: "operator" }]);
  expect(await db.auditEntry.count({ where: { action: "message.resent", subjectId: id } })).toBe(1);
  expect((await messageDetails(id))?.copies).toMatchObject([{ id: copyId }]);
});

test("the TV app's password is filled in as it is now", async () => {
  const viewer = await customer({ phone });
  const ids = await welcome(recipientOf(viewer));
  await deliverDueMessages();
  for (const { id } of await messagesOf(ids)) {
    const [copy] = await messagesOf([await resend(id)]);
    expect(new Set(Object.values(unsealSecrets(copy.secrets)))).toEqual(new Set(["present-password"]));
  }
});

test("a one-time link is gone once it was sent", async () => {
  const [id] = await resetPassword(recipientOf(await customer()));
  await deliverDueMessages();
  await expect(resend(id)).rejects.toMatchObject({ code: "resend_secret_gone", status: 409 });
  expect((await messageDetails(id))?.resend).toEqual({ obstacle: "resend_secret_gone" });
});

test("what still waits is not sent twice", async () => {
  const [id] = await trialEnding(recipientOf(await customer()));
  await expect(resend(id)).rejects.toMatchObject({ code: "message_still_queued" });
  await expect(resend(crypto.randomUUID())).rejects.toMatchObject({ code: "message_unknown", status: 404 });
});

test("a text needs a phone and, where it is a courtesy, a consent", async () => {
  const viewer = await customer({ phone, smsConsent: false });
  const [, sms] = await messagesOf(await trialEnding(recipientOf(viewer)));
  expect(sms.status).toBe("SUPPRESSED");
  await expect(resend(sms.id)).rejects.toMatchObject({ code: "resend_no_consent" });
  await db.customer.update({ where: { id: viewer.id }, data: { phone: null } });
  await expect(resend(sms.id)).rejects.toMatchObject({ code: "resend_no_phone" });
});

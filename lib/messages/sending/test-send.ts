import type { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { phoneNumber } from "#lib/kernel/phone.ts";
import { checkDraft, checkDraftInput } from "#lib/messages/templates/check-draft.ts";
import { inForce } from "#lib/messages/templates/templates.ts";
import { insertMessages, messageRow } from "./queue.ts";

export const sendTestInput = checkDraftInput.safeExtend({ to: phoneNumber });
export type SendTestInput = z.output<typeof sendTestInput>;

/**
 * Queues the text on the operator's screen, written with its samples: an email to their own address and to no other, a text message to `to`. It names the version it was made
 * from; an unsaved change is noted in the message's timeline. @throws DomainError at the field that does not work, `required` at `to` without a number.
 */
export async function sendTest(
  { to: phone, ...draft }: SendTestInput,
  { id: operatorId, name, email }: Operator,
  ip: string | null,
): Promise<string> {
  const { rendered } = await checkDraft(draft);
  const { key, kind, locale, subject, body } = draft;
  if (kind === "SMS" && !phone) throw new DomainError("required", { field: "to" });
  return transaction(async (tx) => {
    const version = await inForce(tx, { key, kind, locale });
    const recipient = { name, email, phone, smsConsent: true, locale };
    const row = messageRow({ id: version.id, kind }, rendered, recipient, false);
    const saved = version.subject === subject && version.body === body;
    const note = saved ? "test" : "test-unsaved";
    const [id] = await insertMessages(tx, [{ ...row, dedupeKey: `test:${newId()}`, templateKey: key, locale }], "operator", note);
    await recordAudit(tx, {
      actor: { kind: "OPERATOR", id: operatorId, name, ip },
      action: "template.tested",
      subjectType: "template",
      subjectId: `${key}/${kind}/${locale}`,
      after: { messageId: id },
    });
    return id;
  });
}

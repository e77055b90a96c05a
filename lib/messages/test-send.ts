import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { newId } from "#lib/kernel/ids.ts";
import { insertMessages, messageRow } from "./queue.ts";
import type { CheckedDraft } from "./save-template.ts";
import { inForce } from "./templates.ts";

/**
 * Queues the text on the operator's screen, written with its samples, to an address of their own. It names the version it was made
 * from; an unsaved change is noted in the message's timeline.
 */
export async function sendTest(tx: Tx, { draft, rendered }: CheckedDraft, to: string, actor: Actor): Promise<string> {
  const { key, kind, locale, subject, body } = draft;
  const version = await inForce(tx, { key, kind, locale });
  const recipient = { name: actor.name, email: to, phone: to, smsConsent: true, locale };
  const row = messageRow({ id: version.id, kind }, rendered, recipient, false);
  const saved = version.subject === subject && version.body === body;
  const note = saved ? "test" : "test-unsaved";
  const [id] = await insertMessages(tx, [{ ...row, dedupeKey: `test:${newId()}`, templateKey: key, locale }], "operator", note);
  await recordAudit(tx, {
    actor,
    action: "template.tested",
    subjectType: "template",
    subjectId: `${key}/${kind}/${locale}`,
    after: { messageId: id },
  });
  return id;
}

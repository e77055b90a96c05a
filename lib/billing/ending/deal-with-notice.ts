import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { requiredText } from "#lib/kernel/inputs.ts";

export const dealWithNoticeInput = z.object({ noticeId: z.uuid("invalid"), note: requiredText(1000) });
export type DealWithNoticeInput = z.output<typeof dealWithNoticeInput>;

/** An operator notes what was done about a notice that ended nothing by itself. @throws 404 `notice_unknown`, 409 `notice_dealt_with` where another did. */
export function dealWithNotice({ noticeId, note }: DealWithNoticeInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    if ((await tx.cancellationNotice.count({ where: { id: noticeId } })) === 0) throw notFound("notice_unknown");
    const row = { noticeId, note, by: actor.name, at: now() };
    const { count } = await tx.noticeDealtWith.createMany({ data: [row], skipDuplicates: true });
    if (count === 0) throw conflict("notice_dealt_with");
    await recordAudit(tx, { actor, action: "notice.dealt_with", subjectType: "notice", subjectId: noticeId, after: { note } });
  });
}

import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { TemplateVersion } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { checkDraft, checkDraftInput, templateAddress } from "./check-draft.ts";
import { templateVersion } from "./template-queries.ts";
import { addVersion, inForce } from "./templates.ts";

const version = z.coerce.number().int().min(1);

/** `baseVersion` is the one that was changed. */
export const saveTemplateInput = checkDraftInput.safeExtend({ baseVersion: version });
export type SaveTemplateInput = z.output<typeof saveTemplateInput>;

/**
 * Makes a text the version in force; nothing happens when it is that already.
 * @throws DomainError at the field that does not work, `template_changed` when somebody saved another since `baseVersion`.
 */
export async function saveTemplate({ baseVersion, ...draft }: SaveTemplateInput, actor: Actor & { id: string }): Promise<TemplateVersion> {
  const { compiled } = await checkDraft(draft);
  const { key, kind, locale, subject, body } = draft;
  return transaction(async (tx) => {
    const before = await inForce(tx, { key, kind, locale });
    if (before.version !== baseVersion) throw conflict("template_changed", { version: before.version });
    if (before.subject === subject && before.body === body) return before;
    const after = await addVersion(tx, { key, kind, locale }, { subject, body, compiled }, baseVersion, actor.id);
    if (!after) throw conflict("template_changed", { version: baseVersion + 1 });
    await recordAudit(tx, {
      actor,
      action: "template.saved",
      subjectType: "template",
      subjectId: `${key}/${kind}/${locale}`,
      before: { version: before.version, subject: before.subject, body: before.body },
      after: { version: after.version, subject, body },
    });
    return after;
  });
}

export const restoreTemplateInput = templateAddress.extend({ version });
export type RestoreTemplateInput = z.output<typeof restoreTemplateInput>;

/** Makes an earlier text the version in force again, as a new one. @throws 404 `template_version_unknown`. */
export async function restoreTemplate(
  { version, ...address }: RestoreTemplateInput,
  actor: Actor & { id: string },
): Promise<TemplateVersion> {
  const [earlier, current] = await Promise.all([templateVersion(address, version), inForce(db, address)]);
  if (!earlier) throw notFound("template_version_unknown");
  const { subject, body } = earlier;
  return saveTemplate({ ...address, subject, body, baseVersion: current.version }, actor);
}

import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { TemplateVersion } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { CATALOG, type Kind, LOCALES, TEMPLATE_KEYS, type TemplateKey } from "#lib/messages/catalog.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { senderOf } from "./brand.ts";
import { templateVersion } from "./template-queries.ts";
import { addVersion, inForce, type TemplateAddress } from "./templates.ts";
import type { Written } from "./write-draft.ts";
import { writeInWorker } from "./write-in-worker.ts";

export const templateDraft = z
  .object({
    key: z.enum(TEMPLATE_KEYS as [TemplateKey, ...TemplateKey[]]),
    kind: z.enum(["EMAIL", "SMS"]),
    locale: z.enum(LOCALES),
    subject: z.string().trim().max(300, "too_long").default(""),
    body: z
      .string()
      .max(20_000, "too_long")
      .transform((text) => text.replace(/\r\n?/g, "\n").trim()),
  })
  .refine(({ key, kind }) => (CATALOG[key].kinds as readonly Kind[]).includes(kind));

export type TemplateDraft = z.output<typeof templateDraft>;
export type CheckedDraft = Written & { draft: TemplateDraft };

/** Compiles a text and writes it with its samples. @throws DomainError at the field that does not work, with its line. */
export async function checkDraft(draft: TemplateDraft): Promise<CheckedDraft> {
  const settings = await getSettings();
  const reader = { locale: draft.locale, timeZone: settings.company.timeZone };
  return { draft, ...(await writeInWorker({ draft, sender: senderOf(settings), reader })) };
}

/** Makes an earlier text the version in force again, as a new one. @throws 404 `template_version_unknown`. */
export async function restoreTemplate(address: TemplateAddress, version: number, actor: Actor & { id: string }): Promise<TemplateVersion> {
  const [earlier, current] = await Promise.all([templateVersion(address, version), inForce(db, address)]);
  if (!earlier) throw notFound("template_version_unknown");
  const checked = await checkDraft({ ...address, subject: earlier.subject, body: earlier.body });
  return transaction((tx) => saveTemplate(tx, checked, current.version, actor));
}

/**
 * Makes the checked text the version in force; nothing happens when it is that already.
 * @throws DomainError `template_changed` when somebody saved another since `baseVersion`.
 */
export async function saveTemplate(
  tx: Tx,
  { draft, compiled }: CheckedDraft,
  baseVersion: number,
  actor: Actor & { id: string },
): Promise<TemplateVersion> {
  const { key, kind, locale, subject, body } = draft;
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
}

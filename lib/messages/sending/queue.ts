import { z } from "zod";
import { type MessageStatus, Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type MessageSource, recordMessages } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { log } from "#lib/kernel/log.ts";
import { CATALOG, type SecretsOf, type TemplateKey, type TemplateLocale, templateLocale, type VariablesOf } from "#lib/messages/catalog.ts";
import { senderOf } from "#lib/messages/templates/brand.ts";
import { type Rendered, type RenderInput, render } from "#lib/messages/templates/render.ts";
import { fillSecrets, sealSecrets } from "#lib/messages/templates/secrets.ts";
import { segmentsOf } from "#lib/messages/templates/segments.ts";
import { smsText } from "#lib/messages/templates/sms-text.ts";
import { shippedTemplate, type Template } from "#lib/messages/templates/templates.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { nameInLetter } from "./name-in-letter.ts";
import { readTemplates } from "./read-templates.ts";

export type Recipient = {
  customerId?: string;
  name: string;
  email: string;
  /** E.164. Without one there is no SMS. */
  phone?: string | null;
  smsConsent?: boolean;
  locale: string;
};

export type MessageRefs = { subscriptionId?: string; invoiceId?: string; transactionId?: string };

export type Letter<K extends TemplateKey = TemplateKey> = {
  key: K;
  /** From stable ids, such as `receipt:<invoice id>`; the same key never makes a second message. */
  dedupeKey: string;
  variables: VariablesOf<K>;
  refs?: MessageRefs;
} & (keyof SecretsOf<K> extends never ? { secrets?: undefined } : { secrets: SecretsOf<K> });

/** Queues one letter, as `queueMessages` does several. */
export async function queueMessage<K extends TemplateKey>(
  tx: Tx,
  { recipient, ...letter }: Letter<K> & { recipient: Recipient },
): Promise<string[]> {
  const templates = await readTemplates(tx, recipient, [letter.key]);
  return queueMessages(tx, templates, recipient, await getSettings(tx), [letter as unknown as Letter]);
}

/**
 * Writes the messages that the catalog names (email, SMS) and queues them in the caller's transaction. A text that needs a consent
 * which was not given is kept as SUPPRESSED, so that the history can say why none came. Returns the ids of the new rows.
 * @param templates those of the letters, from `readTemplates`
 */
export async function queueMessages(
  tx: Tx,
  templates: Template[],
  recipient: Recipient,
  settings: Settings,
  letters: Letter[],
): Promise<string[]> {
  const locale = templateLocale(recipient.locale);
  const sender = senderOf(settings);
  const reader = { locale: recipient.locale.startsWith(locale) ? recipient.locale : locale, timeZone: settings.company.timeZone };
  const rows = letters.flatMap(({ key, dedupeKey, refs, variables, secrets = {} }) => {
    const values = { customer: { name: nameInLetter(recipient.name), email: recipient.email }, ...variables };
    const input = { key, values, secrets, sender, reader };
    return templates
      .filter((template) => template.key === key && (template.kind === "EMAIL" || recipient.phone))
      .map(async (template) => {
        const { template: used, rendered } = await renderSafely(tx, template, input, locale);
        const row = messageRow(used, rendered, recipient, CATALOG[key].smsNeedsConsent);
        return { ...row, ...refs, dedupeKey: `${dedupeKey}:${template.kind.toLowerCase()}`, templateKey: key, locale };
      });
  });
  return rows.length > 0 ? insertMessages(tx, await Promise.all(rows)) : [];
}

/** A text that does not render (an upgrade took away what it uses) must not stop the payment it tells of: what shipped is sent. */
async function renderSafely(tx: Tx, template: Template, input: RenderInput, locale: TemplateLocale) {
  try {
    return { template, rendered: render(template.prepared(), input) };
  } catch (error) {
    log.error({ templateVersionId: template.id, reason: error instanceof Error ? error.message : "unknown" }, "template does not render");
    const shipped = await shippedTemplate(tx, { key: input.key, kind: template.kind, locale });
    return { template: shipped, rendered: render(shipped.prepared(), input) };
  }
}

/** A row whose defaults are given, since the statement below names every column. */
export type NewMessage = Omit<Prisma.MessageCreateManyInput, "number" | "attempts"> & {
  id: string;
  status: MessageStatus;
  subject: string;
  html: string;
  createdAt: Date;
};

const ids = z.array(z.object({ id: z.string() }));

/** Inserts rows, each with the first entry of its timeline, in one statement; a row whose dedupe key is taken is left out. */
export async function insertMessages(tx: Tx, messages: NewMessage[], source: MessageSource = "queue", detail?: string): Promise<string[]> {
  const rows = JSON.stringify(messages.map((row) => ({ ...row, eventId: newId(row.createdAt.getTime()), source, detail })));
  const columns = Prisma.sql`id, kind, status, "dedupeKey", "templateKey", "templateVersionId", locale, recipient, "customerId",
    "subscriptionId", "invoiceId", "transactionId", subject, html, text, secrets, segments, encoding, "nextAttemptAt", "resendOfId", "createdAt"`;
  const inserted = await tx.$queryRaw`
    WITH rows AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS row (
        id uuid, kind "MessageKind", status "MessageStatus", "dedupeKey" text, "templateKey" text, "templateVersionId" uuid, locale text,
        recipient text, "customerId" uuid, "subscriptionId" uuid, "invoiceId" uuid, "transactionId" uuid, subject text, html text, text text,
        secrets text, segments int, encoding text, "nextAttemptAt" timestamptz, "resendOfId" uuid, "createdAt" timestamptz,
        "eventId" uuid, source text, detail text)
    ), inserted AS (
      INSERT INTO "Message" (${columns}) SELECT ${columns} FROM rows ON CONFLICT ("dedupeKey") DO NOTHING RETURNING id
    ), told AS (
      ${recordMessages(Prisma.sql`SELECT "eventId", id, status, source, detail, "createdAt" FROM rows JOIN inserted USING (id)`)}
    )
    SELECT id FROM inserted`;
  return ids.parse(inserted).map((row) => row.id);
}

export function messageRow(
  { id, kind }: Pick<Template, "id" | "kind">,
  rendered: Rendered,
  recipient: Recipient,
  smsNeedsConsent: boolean,
) {
  const createdAt = now();
  const sms = kind === "SMS";
  const text = sms ? smsText(rendered.text) : rendered.text;
  const suppressed = sms && smsNeedsConsent && !recipient.smsConsent;
  const size = sms ? segmentsOf(fillSecrets({ subject: "", html: "", text }, rendered.secrets).text) : null;
  return {
    id: newId(createdAt.getTime()),
    kind,
    status: suppressed ? ("SUPPRESSED" as const) : ("QUEUED" as const),
    templateVersionId: id,
    recipient: (sms ? recipient.phone : recipient.email) ?? "",
    customerId: recipient.customerId,
    subject: rendered.subject,
    html: rendered.html,
    text,
    secrets: suppressed ? null : sealSecrets(rendered.secrets),
    segments: size?.segments,
    encoding: size?.encoding,
    nextAttemptAt: suppressed ? null : createdAt,
    createdAt,
  };
}

import { z } from "zod";
import { CATALOG, type Kind, LOCALES, TEMPLATE_KEYS, type TemplateKey } from "#lib/messages/catalog.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { senderOf } from "./brand.ts";
import type { Written } from "./write-draft.ts";
import { writeInWorker } from "./write-in-worker.ts";

export const templateAddress = z.object({
  key: z.enum(TEMPLATE_KEYS as [TemplateKey, ...TemplateKey[]]),
  kind: z.enum(["EMAIL", "SMS"]),
  locale: z.enum(LOCALES),
});

export const checkDraftInput = templateAddress
  .extend({
    subject: z.string().trim().max(300, "too_long").default(""),
    body: z
      .string()
      .max(20_000, "too_long")
      .transform((text) => text.replace(/\r\n?/g, "\n").trim()),
  })
  .refine(({ key, kind }) => (CATALOG[key].kinds as readonly Kind[]).includes(kind));
export type CheckDraftInput = z.output<typeof checkDraftInput>;

/** Compiles a text and writes it with its samples. @throws DomainError at the field that does not work, with its line. */
export async function checkDraft(draft: CheckDraftInput): Promise<Written> {
  const settings = await getSettings();
  const reader = { locale: draft.locale, timeZone: settings.company.timeZone };
  return writeInWorker({ draft, sender: senderOf(settings), reader });
}

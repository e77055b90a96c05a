import type { Tx } from "#lib/db/transaction.ts";
import { type TemplateKey, templateLocale } from "#lib/messages/catalog.ts";
import { currentTemplates, type Template } from "#lib/messages/templates/templates.ts";

/** The texts of letters to come, in the recipient's language. A step of its own, for whoever holds a lock that others wait for reads them before. */
export function readTemplates(tx: Tx, recipient: { locale: string }, keys: TemplateKey[]): Promise<Template[]> {
  return currentTemplates(tx, keys, templateLocale(recipient.locale));
}

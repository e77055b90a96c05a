import { getSettings } from "#lib/settings/settings.ts";
import { withLogo } from "./brand.ts";
import { type CheckDraftInput, checkDraft } from "./check-draft.ts";
import { fillSecrets } from "./secrets.ts";
import { type Segments, segmentsOf } from "./segments.ts";
import { smsText } from "./sms-text.ts";

export type Preview = { subject: string; html: string; text: string; size: Segments | null };

/** The message as a viewer would get it, with the samples. @throws DomainError at the field that does not work. */
export async function previewTemplate(draft: CheckDraftInput): Promise<Preview> {
  const { rendered } = await checkDraft(draft);
  const { subject, html, text } = fillSecrets(rendered, rendered.secrets);
  if (draft.kind === "SMS") return { subject, html: "", text: smsText(text), size: segmentsOf(smsText(text)) };
  const { brand } = await getSettings();
  return { subject, html: withLogo(html, brand.logo), text, size: null };
}

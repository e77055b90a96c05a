import { z } from "zod";
import { CATALOG, type Kind } from "#lib/messages/catalog.ts";
import { templateAddress } from "#lib/messages/templates/check-draft.ts";
import type { TemplateAddress } from "#lib/messages/templates/templates.ts";

const inPath = templateAddress.extend({ kind: z.enum(["email", "sms"]).transform((kind) => kind.toUpperCase() as Kind) });

export type TemplateParams = Promise<{ key: string; kind: string; locale: string }>;

/** The template that an address names; null when there is none. */
export async function readTemplateAddress(params: TemplateParams): Promise<TemplateAddress | null> {
  const parsed = inPath.safeParse(await params);
  if (!parsed.success) return null;
  const kinds: readonly Kind[] = CATALOG[parsed.data.key].kinds;
  return kinds.includes(parsed.data.kind) ? parsed.data : null;
}

export function templatePath({ key, kind, locale }: TemplateAddress): string {
  return `/operator/templates/${key}/${kind.toLowerCase()}/${locale}`;
}

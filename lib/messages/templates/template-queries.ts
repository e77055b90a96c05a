import { z } from "zod";
import { db } from "#lib/db/client.ts";
import type { TemplateVersion } from "#lib/db/generated/client.ts";
import { CATALOG, type Kind, LOCALES, TEMPLATE_KEYS, type TemplateKey, type TemplateLocale } from "#lib/messages/catalog.ts";
import { shippedText } from "./shipped.ts";
import { inForce, type TemplateAddress } from "./templates.ts";

const saved = z.object({
  key: z.string(),
  kind: z.enum(["EMAIL", "SMS"]),
  locale: z.string(),
  version: z.number(),
  opening: z.string(),
  createdAt: z.date(),
  editedBy: z.string().nullable(),
  operatorId: z.uuid().nullable(),
});

export type TemplateSummary = { key: TemplateKey; kind: Kind; locales: TemplateInForce[] };
/** `opening` is an email's subject, or the beginning of a text. */
export type TemplateInForce = { locale: TemplateLocale; version: number; opening: string; editedAt: Date | null; editedBy: string | null };

/** Every template with what is in force in each language. */
export async function templateList(): Promise<TemplateSummary[]> {
  const rows = z.array(saved).parse(
    await db.$queryRaw`
      SELECT DISTINCT ON (v.key, v.kind, v.locale) v.key, v.kind::text, v.locale, v.version, left(coalesce(nullif(v.subject, ''), v.body), 120) AS opening, v."createdAt", v."operatorId",
        o.name AS "editedBy"
      FROM "TemplateVersion" v LEFT JOIN "Operator" o ON o.id = v."operatorId"
      ORDER BY v.key, v.kind, v.locale, v.version DESC`,
  );
  return TEMPLATE_KEYS.flatMap((key) =>
    CATALOG[key].kinds.map((kind) => ({
      key,
      kind,
      locales: LOCALES.map((locale) => {
        const row = rows.find((found) => found.key === key && found.kind === kind && found.locale === locale);
        if (row?.operatorId) return { locale, version: row.version, opening: row.opening, editedAt: row.createdAt, editedBy: row.editedBy };
        const { subject, body } = shippedText(key, kind, locale);
        return { locale, version: row?.version ?? 1, opening: subject || body.slice(0, 120), editedAt: null, editedBy: null };
      }),
    })),
  );
}

/** The version in force, for editing. */
export function templateForEditing(address: TemplateAddress): Promise<TemplateVersion> {
  return inForce(db, address);
}

/** `editedBy` is null when it shipped, or when its operator has been removed. */
export type VersionRow = { id: string; version: number; createdAt: Date; shipped: boolean; editedBy: string | null };

/** All versions, the newest first. */
export async function templateVersions({ key, kind, locale }: TemplateAddress): Promise<VersionRow[]> {
  const rows = await db.templateVersion.findMany({
    where: { key, kind, locale },
    orderBy: { version: "desc" },
    select: { id: true, version: true, createdAt: true, operatorId: true },
  });
  const operators = await db.operator.findMany({
    where: { id: { in: rows.flatMap((row) => row.operatorId ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(operators.map((operator) => [operator.id, operator.name]));
  return rows.map(({ operatorId, ...row }) => ({
    ...row,
    shipped: operatorId === null,
    editedBy: (operatorId && names.get(operatorId)) || null,
  }));
}

/** An earlier text, to look at or to restore; null when that template has no such version. */
export function templateVersion({ key, kind, locale }: TemplateAddress, version: number) {
  return db.templateVersion.findUnique({ where: { key_kind_locale_version: { key, kind, locale, version } } });
}

import { z } from "zod";
import type { TemplateVersion } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { CATALOG, type Kind, LOCALES, TEMPLATE_KEYS, type TemplateKey, type TemplateLocale } from "#lib/messages/catalog.ts";
import { compileEmail } from "./compile.ts";
import { type Prepared, prepare } from "./render.ts";
import { shippedText, type TemplateText } from "./shipped.ts";

export type TemplateAddress = { key: TemplateKey; kind: Kind; locale: TemplateLocale };

/** A version ready to write messages with. Versions never change, so that a process keeps what it has parsed. */
export type Template = { id: string; key: TemplateKey; version: number; kind: Kind; prepared: () => Prepared };

const kept = new Map<string, Template>();
const newest = z.array(z.object({ id: z.string(), key: z.string(), kind: z.enum(["EMAIL", "SMS"]) }));

/** The templates of that language in force, for each key one a kind. What ships becomes a version on its first use. */
export async function currentTemplates(tx: Tx, keys: TemplateKey[], locale: TemplateLocale): Promise<Template[]> {
  const rows = newest.parse(
    await tx.$queryRaw`
      /* kept */ SELECT DISTINCT ON (key, kind) id, key, kind::text FROM "TemplateVersion"
      WHERE key = ANY (${keys}) AND locale = ${locale} ORDER BY key, kind, version DESC`,
  );
  return Promise.all(
    keys.flatMap((key) =>
      CATALOG[key].kinds.map(async (kind) => {
        const id = rows.find((row) => row.key === key && row.kind === kind)?.id;
        return (id && kept.get(id)) || keep(await inForce(tx, { key, kind, locale }));
      }),
    ),
  );
}

/**
 * The version in force: an operator's text stays what it is; what ships is followed, so that an upgrade's better default becomes a
 * version of its own.
 */
export async function inForce(tx: Tx, address: TemplateAddress): Promise<TemplateVersion> {
  const row = await newestVersion(tx, address);
  const shipped = shippedText(address.key, address.kind, address.locale);
  if (row && (row.operatorId || (row.subject === shipped.subject && row.body === shipped.body))) return row;
  const compiled = address.kind === "EMAIL" ? await compileEmail(shipped.body, address.locale) : "";
  await insertVersion(tx, address, { ...shipped, compiled }, (row?.version ?? 0) + 1, null);
  return (await newestVersion(tx, address))!;
}

/** The newest version that shipped, whatever an operator made of it since. */
export async function shippedTemplate(tx: Tx, { key, kind, locale }: TemplateAddress): Promise<Template> {
  const where = { key, kind, locale, operatorId: null };
  return keep(await tx.templateVersion.findFirstOrThrow({ where, orderBy: { version: "desc" } }));
}

/** Makes the next version. Null when another was saved since `baseVersion`. */
export async function addVersion(
  tx: Tx,
  address: TemplateAddress,
  text: TemplateText & { compiled: string },
  baseVersion: number,
  operatorId: string,
): Promise<TemplateVersion | null> {
  const inserted = await insertVersion(tx, address, text, baseVersion + 1, operatorId);
  return inserted ? newestVersion(tx, address) : null;
}

/** Makes versions of all defaults at the start, so that no purchase waits for it. */
export async function installTemplates(): Promise<void> {
  for (const locale of LOCALES) {
    for (const key of TEMPLATE_KEYS) await transaction((tx) => currentTemplates(tx, [key], locale));
  }
}

function newestVersion(tx: Tx, { key, kind, locale }: TemplateAddress): Promise<TemplateVersion | null> {
  return tx.templateVersion.findFirst({ where: { key, kind, locale }, orderBy: { version: "desc" } });
}

type NewText = TemplateText & { compiled: string };

async function insertVersion(
  tx: Tx,
  address: TemplateAddress,
  text: NewText,
  version: number,
  operatorId: string | null,
): Promise<boolean> {
  const { key, kind, locale } = address;
  const { subject, body, compiled } = text;
  const { count } = await tx.templateVersion.createMany({
    data: { id: newId(), key, kind, locale, version, subject, body, compiled, createdAt: now(), operatorId },
    skipDuplicates: true,
  });
  return count === 1;
}

function keep(row: TemplateVersion): Template {
  let parsed: Prepared | undefined;
  const template = {
    id: row.id,
    key: row.key as TemplateKey,
    version: row.version,
    kind: row.kind,
    prepared: () => {
      parsed ??= prepare(row);
      return parsed;
    },
  };
  kept.set(row.id, template);
  return template;
}

import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { type Settings, type SettingsSection, settingsSchema } from "./schema.ts";

/** All settings, with the defaults for what was never saved. One query. */
export async function getSettings(client: Tx = db): Promise<Settings> {
  const rows = await client.setting.findMany({ where: { key: { in: Object.keys(settingsSchema) } } });
  const saved = Object.fromEntries(rows.map((row) => [row.key, row.value]));
  const sections = Object.entries(settingsSchema).map(([key, schema]) => [key, schema.parse(saved[key] ?? {})]);
  return Object.fromEntries(sections) as Settings;
}

/** Replaces one section. @throws ZodError when `value` does not fit its schema. */
export async function saveSettings<S extends SettingsSection>(tx: Tx, section: S, value: Settings[S], actor: Actor): Promise<void> {
  const parsed = settingsSchema[section].parse(value);
  const before = await tx.setting.findUnique({ where: { key: section } });
  const updatedAt = now();
  await tx.setting.upsert({
    where: { key: section },
    create: { key: section, value: parsed, updatedAt },
    update: { value: parsed, updatedAt },
  });
  await recordAudit(tx, {
    actor,
    action: "settings.saved",
    subjectType: "settings",
    subjectId: section,
    before: before?.value,
    after: parsed,
  });
}

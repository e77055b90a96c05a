import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError, issueCode } from "#lib/kernel/errors.ts";
import { lockSettings } from "./lock.ts";
import { type Settings, type SettingsSection, savedSchema, settingsSchema, whole } from "./schema.ts";
import { getSettings } from "./settings.ts";
import { writeSetting } from "./write-setting.ts";

/** Parts of sections; what they leave out stays. What must hold within a section is looked at when it is saved whole. */
const partsSchema = z
  .object({
    brand: savedSchema.brand.partial(),
    company: savedSchema.company.partial(),
    invoicing: savedSchema.invoicing.partial(),
    market: whole(settingsSchema.market).partial(),
    gateways: savedSchema.gateways,
    channels: savedSchema.channels,
    dunning: savedSchema.dunning.partial(),
    changes: savedSchema.changes.partial(),
    leaving: savedSchema.leaving.partial(),
    pauses: savedSchema.pauses.partial(),
    balance: savedSchema.balance.partial(),
    reminders: savedSchema.reminders.partial(),
    security: savedSchema.security.partial(),
  })
  .partial();
type Parts = z.output<typeof partsSchema>;

/** Those that have no rule but their own; the others have verbs, which keep it (`changeCompany`, `setGateway`, `switchGateway`, `setChannel`). */
export const changeSettingsInput = partsSchema.omit({ company: true, gateways: true, channels: true });
export type ChangeSettingsInput = z.output<typeof changeSettingsInput>;

/** Changes parts of some sections: all or none, one after the other. @throws DomainError as `saveSettings` does. */
export function changeSettings(parts: ChangeSettingsInput, actor: Actor): Promise<void> {
  return transaction((tx) => saveParts(tx, parts, actor));
}

/** The same, as a part of something greater. */
export async function saveParts(tx: Tx, parts: Parts, actor: Actor): Promise<void> {
  await lockSettings(tx);
  const current = await getSettings(tx);
  for (const section of Object.keys(parts) as (keyof Parts)[])
    await saveSettings(tx, section, { ...current[section], ...withWhatStays(section, current, parts) } as Settings[typeof section], actor);
}

/** A gateway or channel has parts itself: who switches it leaves what is set for it, and the other way round. */
function withWhatStays(section: keyof Parts, current: Settings, parts: Parts): object | undefined {
  if (section !== "gateways" && section !== "channels") return parts[section];
  return Object.fromEntries(Object.entries(parts[section] ?? {}).map(([id, part]) => [id, { ...current[section][id], ...part }]));
}

/** Replaces one section. @throws DomainError at the field that may not be saved so. */
export async function saveSettings<S extends SettingsSection>(tx: Tx, section: S, value: Settings[S], actor: Actor): Promise<void> {
  const parsed = savedSchema[section].safeParse(value);
  if (!parsed.success) throw refusal(parsed.error);
  const before = await tx.setting.findUnique({ where: { key: section } });
  await writeSetting(tx, section, parsed.data, now());
  await recordAudit(tx, {
    actor,
    action: "settings.saved",
    subjectType: "settings",
    subjectId: section,
    before: before?.value,
    after: parsed.data,
  });
}

function refusal({ issues: [{ message, path }] }: z.ZodError): DomainError {
  return new DomainError(issueCode(message), { field: path.length > 0 ? path.join(".") : undefined });
}

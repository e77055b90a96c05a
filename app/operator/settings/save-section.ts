import type { Operator } from "#lib/db/generated/client.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import type { Settings, SettingsSection } from "#lib/settings/schema.ts";
import { getSettings, saveSettings } from "#lib/settings/settings.ts";
import { changeShop } from "#lib/web/change-shop.ts";

type By = { operator: Operator; ip: string | null };

/** Saves the part of a section that one form edits; the rest of it stays. */
export function saveSection<S extends SettingsSection>(section: S, part: Partial<Settings[S]>, { operator, ip }: By): Promise<void> {
  return changeShop(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`settings ${section}`}))`;
    const current = (await getSettings(tx))[section];
    await saveSettings(tx, section, { ...current, ...part }, operatorActor(operator, ip));
  });
}

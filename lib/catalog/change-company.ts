import type { Actor } from "#lib/audit/audit.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { changeSettings, getSettings } from "#lib/settings/settings.ts";
import { loadChargedRates } from "./load-charged-rates.ts";

/** Changes the seller; the rates of tax that it begins to charge come with it. @throws DomainError as `saveSettings` does. */
export async function changeCompany(tx: Tx, part: Partial<Settings["company"]>, actor: Actor): Promise<void> {
  const { company: before } = await getSettings(tx);
  await changeSettings(tx, { company: part }, actor);
  await loadChargedRates(tx, (await getSettings(tx)).company, before, actor);
}

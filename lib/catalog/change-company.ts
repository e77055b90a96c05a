import type { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { saveParts } from "#lib/settings/change-settings.ts";
import { savedSchema } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { loadChargedRates } from "./load-charged-rates.ts";

/** What it leaves out stays. */
export const changeCompanyInput = savedSchema.company.partial();
export type ChangeCompanyInput = z.output<typeof changeCompanyInput>;

/** Changes the seller; the rates of tax that it begins to charge come with it. @throws DomainError as `saveSettings` does. */
export function changeCompany(part: ChangeCompanyInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const { company: before } = await getSettings(tx);
    await saveParts(tx, { company: part }, actor);
    await loadChargedRates(tx, (await getSettings(tx)).company, before, actor);
  });
}

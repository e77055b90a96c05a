import type { Actor } from "#lib/audit/audit.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { addPublishedRates } from "./load-tax-rates.ts";
import { firstRates } from "./missing-rates.ts";
import { chargesTaxIn, taxSeller } from "./tax.ts";

type Company = Settings["company"];

/**
 * Loads the published rates of the countries whose tax a company begins to charge: registered, moved, or registered in another country. Only where no
 * rate is saved, so that what an operator saved, or removed, stays. `before` is null for a new company. Without these nothing could be sold there.
 */
export async function loadChargedRates(tx: Tx, company: Company, before: Company | null, actor: Actor): Promise<void> {
  const today = civilDate(now(), company.timeZone).toString();
  const first = await firstRates(tx, taxSeller(company), today);
  const begun = (country: string) => first.get(country) === null && !(before && chargesTaxIn(country, taxSeller(before), today));
  await addPublishedRates(tx, actor, begun);
}

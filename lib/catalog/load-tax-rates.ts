import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { publishedTaxRates } from "./published-tax-rates.ts";

/** Adds the published rates of this year and the two before it that are missing; those an operator saved stay as they are. Returns how many were added. */
export function loadTaxRates(actor: Actor): Promise<number> {
  return transaction((tx) => addPublishedRates(tx, actor, () => true));
}

/** The same, of the countries that are `wanted`. */
export async function addPublishedRates(tx: Tx, actor: Actor, wanted: (country: string) => boolean): Promise<number> {
  const { year } = civilDate(now(), (await getSettings(tx)).company.timeZone);
  const published = publishedTaxRates(`${year - 2}-01-01`).filter(({ country }) => wanted(country));
  const rows = published.map((rate) => ({ ...rate, validFrom: new Date(rate.validFrom) }));
  const { count } = await tx.taxRate.createMany({ data: rows, skipDuplicates: true });
  if (count > 0) await recordAudit(tx, { actor, action: "tax_rates.loaded", subjectType: "tax_rate", after: { added: count } });
  return count;
}

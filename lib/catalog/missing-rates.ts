import type { TaxRate } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { COUNTRIES } from "#lib/kernel/country.ts";
import { chargesTaxIn, type Supply, taxTerritory } from "./tax.ts";

/** By country whose tax the seller charges on the ISO date `on`: the civil day on which its first saved rate begins; null where none is saved. */
export async function firstRates(tx: Tx, seller: Supply["seller"], on: string): Promise<Map<string, string | null>> {
  const rows = await tx.taxRate.groupBy({ by: ["country"], _min: { validFrom: true } });
  const begins = new Map(rows.map(({ country, _min }) => [country, _min.validFrom && isoDate(_min.validFrom)]));
  const charged = COUNTRIES.filter((country) => chargesTaxIn(country, seller, on));
  return new Map(charged.map((country) => [country, begins.get(taxTerritory(seller, country, on)) ?? null]));
}

function isoDate(validFrom: TaxRate["validFrom"]): string {
  return validFrom.toISOString().slice(0, 10);
}

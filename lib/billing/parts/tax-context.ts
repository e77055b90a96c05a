import { vatTerritory } from "#lib/catalog/eu-vat-rates.ts";
import type { TaxContext } from "#lib/catalog/quote.ts";
import { taxSeller } from "#lib/catalog/tax.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** What decides the tax of a sale to `country`. A VAT number that nobody has verified earns no reverse charge: the standard rate applies. */
export async function taxContext(tx: Tx, company: Settings["company"], country: string, vatId?: string | null): Promise<TaxContext> {
  return {
    seller: taxSeller(company),
    buyer: { country, ...(vatId ? { vatId, vatIdStatus: "unverified" as const } : {}) },
    rates: await tx.taxRate.findMany({ where: { country: vatTerritory(country) } }),
  };
}

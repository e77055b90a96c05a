import { vatTerritory } from "#lib/catalog/eu-vat-rates.ts";
import type { TaxContext } from "#lib/catalog/quote.ts";
import { taxSeller } from "#lib/catalog/tax.ts";
import { readVatNumber } from "#lib/customers/vat-number.ts";
import { vatStatusOf } from "#lib/customers/vat-status.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";

/**
 * What decides the tax of a sale to `country`. A VAT number that its registry has not confirmed earns no reverse charge, nor does one of another
 * country than the buyer's: the standard rate applies. Only for a number that may earn it the registry's last answer is read.
 */
export async function taxContext(tx: Tx, company: Settings["company"], country: string, vatId?: string | null): Promise<TaxContext> {
  const seller = taxSeller(company);
  return {
    seller,
    buyer: { country, ...(await vatOf(tx, seller, country, vatId)) },
    rates: await tx.taxRate.findMany({ where: { country: vatTerritory(country) } }),
  };
}

async function vatOf(tx: Tx, seller: TaxContext["seller"], country: string, vatId?: string | null): Promise<Partial<TaxContext["buyer"]>> {
  const number = vatId ? readVatNumber(vatId) : null;
  const territory = vatTerritory(country);
  if (!vatId || !number || !seller.vatRegistered || territory === vatTerritory(seller.country)) return {};
  if (vatTerritory(number.prefix) !== territory) return { vatId, vatIdStatus: "invalid" };
  const status = await vatStatusOf(tx, vatId);
  return { vatId, vatIdStatus: ({ UNVERIFIED: "unverified", VALID: "valid", INVALID: "invalid" } as const)[status] };
}

import { vatTerritory } from "#lib/catalog/eu-vat-rates.ts";
import type { TaxContext } from "#lib/catalog/quote.ts";
import { taxSeller } from "#lib/catalog/tax.ts";
import { readVatNumber } from "#lib/customers/vat-number.ts";
import { vatStatusOf } from "#lib/customers/vat-status.ts";
import type { Customer, TaxRate } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** Who pays, as far as it decides the tax. Without a country they count as living where the seller is. */
export type TaxPayer = Pick<Customer, "country" | "vatId" | "taxExemption">;

/**
 * What decides the tax of a sale. A VAT number that its registry has not confirmed earns no reverse charge, nor does one of another
 * country than the buyer's: the standard rate applies. Only for a number that may earn it the registry's last answer is read.
 * @param rates all that are saved, where these are known
 */
export async function taxContext(tx: Tx, company: Settings["company"], payer: TaxPayer, rates?: TaxRate[]): Promise<TaxContext> {
  const seller = taxSeller(company);
  const country = payer.country ?? company.country;
  const territories = (seller.homeVat ? [country, company.country] : [country]).map(vatTerritory);
  return {
    seller,
    buyer: { country, exempt: payer.taxExemption !== null, ...(await vatOf(tx, seller, country, payer.vatId)) },
    rounding: company.taxRounding,
    rates:
      rates?.filter((rate) => territories.includes(rate.country)) ??
      (await tx.taxRate.findMany({ where: { country: { in: territories } } })),
  };
}

async function vatOf(tx: Tx, seller: TaxContext["seller"], country: string, vatId: string | null): Promise<Partial<TaxContext["buyer"]>> {
  const number = vatId ? readVatNumber(vatId) : null;
  const territory = vatTerritory(country);
  if (!vatId || !number || !seller.vatRegistered || territory === vatTerritory(seller.country)) return {};
  if (vatTerritory(number.prefix) !== territory) return { vatId, vatIdStatus: "invalid" };
  const status = await vatStatusOf(tx, vatId);
  return { vatId, vatIdStatus: ({ UNVERIFIED: "unverified", VALID: "valid", INVALID: "invalid" } as const)[status] };
}

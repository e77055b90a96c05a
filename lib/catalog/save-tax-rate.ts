import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { TaxRate } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { isCountry } from "#lib/kernel/country.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { civilDay, nameText, percentAsPpm } from "#lib/kernel/inputs.ts";
import { vatTerritory } from "./eu-vat-rates.ts";

export const saveTaxRateInput = z.object({
  country: z.string("required").refine(isCountry, "invalid_country"),
  name: nameText(40),
  rate: percentAsPpm,
  validFrom: civilDay,
});
export type SaveTaxRateInput = z.output<typeof saveTaxRateInput>;

/**
 * A rate holds from `validFrom` until the next one of its country. Saving the same country and day again corrects it.
 * @throws `tax_rate_of_territory` for a country that has another's VAT: its own rate would never be used.
 */
export async function saveTaxRate({ rate, validFrom, country, name }: SaveTaxRateInput, actor: Actor): Promise<TaxRate> {
  const territory = vatTerritory(country);
  if (territory !== country) throw new DomainError("tax_rate_of_territory", { field: "country", values: { territory } });
  const key = { country, validFrom: new Date(validFrom) };
  return transaction(async (tx) => {
    const before = await tx.taxRate.findUnique({ where: { country_validFrom: key } });
    const saved = await tx.taxRate.upsert({
      where: { country_validFrom: key },
      create: { ...key, name, ratePpm: rate },
      update: { name, ratePpm: rate },
    });
    await recordAudit(tx, {
      actor,
      action: "tax_rate.saved",
      subjectType: "tax_rate",
      subjectId: saved.id,
      before: before && describe(before),
      after: describe(saved),
    });
    return saved;
  });
}

export const removeTaxRateInput = z.object({ id: z.uuid("invalid") });
export type RemoveTaxRateInput = z.output<typeof removeTaxRateInput>;

/** Issued invoices keep the rate they were made with. */
export function removeTaxRate({ id }: RemoveTaxRateInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const rate = await tx.taxRate.findUnique({ where: { id } });
    if (!rate) throw notFound("tax_rate_unknown");
    await tx.taxRate.delete({ where: { id } });
    await recordAudit(tx, { actor, action: "tax_rate.removed", subjectType: "tax_rate", subjectId: id, before: describe(rate) });
  });
}

function describe({ country, name, ratePpm, validFrom }: TaxRate) {
  return { country, name, ratePpm, validFrom: validFrom.toISOString().slice(0, 10) };
}

import type { Actor } from "#lib/audit/audit.ts";
import { type SavePriceInput, savePrice } from "#lib/catalog/save-price.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { gateways } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";

/** Adds or changes a payment plan whose amounts can be paid. @throws `amount_not_payable` at the amount's field, and what `savePrice` throws. */
export async function savePayablePrice(input: SavePriceInput, actor: Actor): ReturnType<typeof savePrice> {
  requirePayable(input.amounts, await getSettings());
  return savePrice(input, actor);
}

/** Refuses amounts that no gateway in use can ever take, before a viewer finds out. */
function requirePayable(amounts: SavePriceInput["amounts"], settings: Settings): void {
  const on = gateways(settings).filter(({ pretends }) => !pretends);
  for (const [currency, given] of Object.entries(amounts)) {
    for (const [name, minor] of Object.entries(given)) {
      const [refusing, ...others] = on.filter(({ canTake }) => canTake && !canTake({ minor, currency }));
      if (refusing && others.length + 1 === on.length)
        throw new DomainError("amount_not_payable", {
          field: `amounts.${currency}.${name}`,
          values: { gateway: refusing.label, currency },
        });
    }
  }
}

import { DomainError } from "#lib/kernel/errors.ts";
import { gateways } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";

type Amounts = Record<string, { amount: bigint; setupFee: bigint }>;

/** Refuses amounts that a gateway which is on can never take, before a viewer finds out. @throws `amount_not_payable` at the amount's field. */
export function requirePayable(amounts: Amounts, settings: Settings): void {
  for (const [currency, given] of Object.entries(amounts)) {
    for (const [name, minor] of Object.entries(given)) {
      const refusing = gateways(settings).find(({ canTake }) => canTake && !canTake({ minor, currency }));
      if (refusing)
        throw new DomainError("amount_not_payable", {
          field: `amounts.${currency}.${name}`,
          values: { gateway: refusing.label, currency },
        });
    }
  }
}

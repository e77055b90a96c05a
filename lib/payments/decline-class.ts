import type { Transaction } from "#lib/db/generated/client.ts";
import type { DeclineClass } from "#lib/settings/decline-classes.ts";
import { GATEWAYS } from "./plugins.ts";

/** Why a charge did not go through, in its gateway's words; `transaction` is null where there was no method to charge. */
export function declineClass(transaction: Pick<Transaction, "status" | "failureCode" | "gateway"> | null): DeclineClass {
  if (transaction?.status === "NEEDS_ACTION") return "confirmation";
  const { failureCode, gateway } = transaction ?? {};
  const declines = GATEWAYS.find(({ id }) => id === gateway)?.declines ?? {};
  const classes = Object.keys(declines) as (keyof typeof declines)[];
  return classes.find((name) => failureCode && declines[name]?.includes(failureCode)) ?? "refused";
}

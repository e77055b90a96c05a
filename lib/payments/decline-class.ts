import type { Transaction } from "#lib/db/generated/client.ts";
import type { DeclineClass } from "#lib/settings/decline-classes.ts";

/**
 * Codes that say when to try again, in the words of card schemes and of the vendors' API descriptions, which name the same reasons alike. A gateway that
 * has others tells one of these.
 */
const CLASSES: Record<Exclude<DeclineClass, "refused">, string[]> = {
  funds: [
    "insufficient_funds",
    "withdrawal_count_limit_exceeded",
    "card_velocity_exceeded",
    "amount_too_large",
    "debit_failed",
    "INSUFFICIENT_FUNDS",
  ],
  confirmation: [
    "authentication_required",
    "authentication_failed",
    "authentication_not_handled",
    "payment_intent_authentication_failure",
    "offline_pin_required",
    "online_or_offline_pin_required",
    "PAYER_ACTION_REQUIRED",
  ],
  technical: [
    "processing_error",
    "issuer_not_available",
    "reenter_transaction",
    "try_again_later",
    "no_action_taken",
    "approve_with_id",
    "INTERNAL_SERVER_ERROR",
  ],
};

const CLASS_OF = new Map(Object.entries(CLASSES).flatMap(([name, codes]) => codes.map((code) => [code, name as DeclineClass])));

/** Why a charge did not go through; `transaction` is null where there was no method to charge. */
export function declineClass(transaction: Pick<Transaction, "status" | "failureCode"> | null): DeclineClass {
  if (transaction?.status === "NEEDS_ACTION") return "confirmation";
  return CLASS_OF.get(transaction?.failureCode ?? "") ?? "refused";
}

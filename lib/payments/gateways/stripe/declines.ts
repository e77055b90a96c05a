import type { DeclineCodes } from "../../gateway-capabilities.ts";

/** Sources: docs.stripe.com/declines/codes, and `decline_code` and `last_payment_error.code` in Stripe's description of its API. */
export const STRIPE_DECLINES: DeclineCodes = {
  funds: ["insufficient_funds", "withdrawal_count_limit_exceeded", "card_velocity_exceeded", "amount_too_large", "debit_failed"],
  confirmation: [
    "authentication_required",
    "authentication_failed",
    "authentication_not_handled",
    "payment_intent_authentication_failure",
    "offline_pin_required",
    "online_or_offline_pin_required",
  ],
  technical: ["processing_error", "issuer_not_available", "reenter_transaction", "try_again_later", "no_action_taken", "approve_with_id"],
};

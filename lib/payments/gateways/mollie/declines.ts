import type { DeclineCodes } from "../../gateway-capabilities.ts";

/**
 * Cards have words (`statusReason.code` and `details.failureReason` in Mollie's description of its API), returned debits the bank's code of ISO 20022
 * (`details.bankReasonCode`; docs.mollie.com/docs/sepa-direct-debit, and the European Payments Council's EPC173-14 on reason codes).
 */
export const MOLLIE_DECLINES: DeclineCodes = {
  funds: ["insufficient_funds", "exceeds_withdrawal_amount_limit", "exceeds_withdrawal_count_limit", "AM04", "AM14"],
  confirmation: [
    "authentication_abandoned",
    "authentication_failed",
    "authentication_required",
    "cannot_verify_pin",
    "invalid_pin",
    "unacceptable_pin",
  ],
  technical: [
    "authentication_unavailable_acs",
    "cryptographic_failure",
    "duplicate_transaction",
    "error",
    "format_error",
    "honor_with_id",
    "issuer_unavailable",
    "system_malfunction",
    "unable_to_route_transaction",
    "AM05",
    "CNOR",
    "DNOR",
    "ED05",
    "FF01",
    "FF05",
    "RC01",
    "TM01",
  ],
};

/** After these the same card or account must not be charged again. Sources as above; any other code may be tried later. */
export const FINAL = new Set([
  "bank_account_closed",
  "capture_card",
  "card_expired",
  "expired_card",
  "fraud_security_related",
  "inactive_card",
  "invalid_card_number",
  "invalid_card_type",
  "invalid_nonexistent_account_specified",
  "invalid_nonexistent_from_account_specified",
  "invalid_nonexistent_to_account_specified",
  "lost_card",
  "pick_up_card_special_condition",
  "possible_fraud",
  "restricted_card",
  "stolen_card",
  "transaction_not_permitted_to_cardholder",
  "AC01",
  "AC04",
  "AC06",
  "AC13",
  "AG01",
  "BE05",
  "MD01",
  "MD02",
  "MD07",
  "SL01",
]);

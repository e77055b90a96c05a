import type { DeclineCodes } from "../../gateway-capabilities.ts";

/**
 * Source: `issue` in the 422 answers of PayPal's description of Orders v2. PayPal tells no merchant that an account is empty: it tries the payer's
 * cards and banks by itself, and says INSTRUMENT_DECLINED when none of them would pay.
 */
export const PAYPAL_DECLINES: DeclineCodes = {
  funds: ["TRANSACTION_LIMIT_EXCEEDED"],
  confirmation: ["CONSENT_NEEDED", "PAYER_ACTION_REQUIRED", "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING"],
  technical: ["MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED", "TRANSACTION_RECEIVING_LIMIT_EXCEEDED"],
};

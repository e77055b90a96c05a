/** What PayPal's side does with a payer's account: now, when an approved order is captured; later, when it is charged without its owner, whom `asks` wants to see; one that `savesLater` is not saved yet when it has paid. */
type Behaviour = { now?: string; later?: string; pending?: true; asks?: true; savesLater?: true };

/** By numbers that tests know from elsewhere: PayPal's own sandbox has accounts and a header instead. */
const ACCOUNTS: Record<string, Behaviour> = {
  "4242424242424242": {},
  "4000000000009995": { now: "INSTRUMENT_DECLINED" },
  "4000000000000077": { pending: true },
  "4000000000000341": { later: "INSTRUMENT_DECLINED" },
  "4000000000019987": { later: "PAYER_ACCOUNT_RESTRICTED" },
  "4000000000019995": { later: "TRANSACTION_LIMIT_EXCEEDED" },
  "4000000000019119": { later: "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED" },
  "4000002500003155": { asks: true },
  "4000000000000259": { savesLater: true },
};

export const behaviourOf = (account: string): Behaviour => ACCOUNTS[account] ?? {};

/** As PayPal's description of its API has them. */
export const ISSUES: Record<string, string> = {
  DUPLICATE_INVOICE_ID:
    "Duplicate Invoice ID detected. To avoid a potential duplicate transaction your account setting requires that Invoice Id be unique for each transaction.",
  INSTRUMENT_DECLINED: "The instrument presented  was either declined by the processor or bank, or it can't be used for this payment.",
  MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED: "You have exceeded the maximum number of payment attempts.",
  ORDER_ALREADY_CAPTURED: "Order already captured.If 'intent=CAPTURE' only one capture per order is allowed.",
  ORDER_NOT_APPROVED:
    "Payer has not yet approved the Order for payment. Please redirect the payer to the 'rel':'approve' url returned as part of the HATEOAS links within the Create Order call or provide a valid payment_source in the request.",
  PAYER_ACCOUNT_RESTRICTED: "PAYER_ACCOUNT_RESTRICTED",
  TRANSACTION_LIMIT_EXCEEDED: "Total payment amount exceeded transaction limit.",
};

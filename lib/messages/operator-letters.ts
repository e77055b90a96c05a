import { amount, date, link, optional, text } from "./variables.ts";

const EMAIL: "EMAIL"[] = ["EMAIL"];
const at = (path: string) => link(`https://tv.example.com/operator${path}`);

/** Of the catalog: what is sent to operators. */
export const OPERATOR_LETTERS = {
  second_step: {
    kinds: EMAIL,
    smsNeedsConsent: false,
    variables: {
      // app_added passkey_added app_removed passkey_removed all_removed codes_made code_used
      event: text("app_added"),
      happened_at: date("2027-01-01T17:30:00Z"),
      ip: optional(text("203.0.113.7")),
      links: { security: at("/security") },
    },
    secrets: {},
  },
  digest: {
    kinds: EMAIL,
    smsNeedsConsent: false,
    variables: {
      // daily weekly
      rhythm: text("weekly"),
      first_day: date("2027-01-04T00:00:00Z"),
      last_day: date("2027-01-10T00:00:00Z"),
      taken: amount(482_350n, "EUR"),
      taken_before: amount(451_000n, "EUR"),
      // What was taken in other currencies; none: nothing
      others: optional(text("$1,210.00, £340.00")),
      payments: text("321"),
      failed: text("12"),
      refunded: amount(4_497n, "EUR"),
      refunds: text("3"),
      gained: text("28"),
      canceled: text("9"),
      active: text("2,104"),
      mrr: optional(amount(2_891_200n, "EUR")),
      // How many things somebody should look at; none: nothing
      attention: optional(text("4")),
      links: { dashboard: at(""), failed: at("/transactions?status=DECLINED"), settings: at("/security") },
    },
    secrets: {},
  },
  monthly_reports: {
    kinds: EMAIL,
    smsNeedsConsent: false,
    variables: {
      month: date("2026-12-01T00:00:00Z"),
      links: {
        revenue: at("/revenue"),
        ledger: at("/ledger"),
        tax: at("/tax"),
        receivables: at("/receivables"),
        liabilities: at("/liabilities"),
        payouts: at("/payouts"),
        settings: at("/security"),
      },
    },
    secrets: {},
  },
};

import { amount, date, optional, text } from "./variables.ts";

/** Of the catalog: what is sent to whoever gives notice. */
export const LEAVING = {
  withdrawal_received: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: {
      notice: { number: text("12"), contract: optional(text("Premium")) },
      received_at: date("2027-01-04T17:30:00Z"),
      plans: optional(text("Premium")),
      amount: optional(amount(1499n, "EUR")),
    },
    secrets: {},
  },
  notice_received: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: {
      notice: { number: text("12"), contract: optional(text("Premium")), cause: optional(text("The picture stops every evening.")) },
      received_at: date("2027-01-04T17:30:00Z"),
      plans: optional(text("Premium")),
    },
    secrets: {},
  },
} satisfies Record<string, { kinds: ("EMAIL" | "SMS")[]; smsNeedsConsent: boolean; variables: object; secrets: object }>;

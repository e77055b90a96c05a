import { amount, date, link, optional, text } from "./variables.ts";

/** Of the catalog: what is sent to whoever gives notice, or has left. */
export const LEAVING = {
  win_back: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: {
      plan: { name: text("Premium") },
      code: text("K7QPM-2XWTR"),
      percent: optional(text("50%")),
      amount: optional(amount(500n, "EUR")),
      valid_until: date("2027-01-31T00:00:00Z"),
      links: {
        again: link("https://tv.example.com/account/again/sample?coupon=K7QPM-2XWTR"),
        account: link("https://tv.example.com/account"),
      },
    },
    secrets: {},
  },
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
      notice: {
        number: text("12"),
        contract: optional(text("Premium")),
        cause: optional(text("The picture stops every evening.")),
        ends_on: optional(date("2027-02-01T00:00:00Z")),
      },
      received_at: date("2027-01-04T17:30:00Z"),
      plans: optional(text("Premium")),
      ends_on: optional(date("2027-02-01T00:00:00Z")),
    },
    secrets: {},
  },
} satisfies Record<string, { kinds: ("EMAIL" | "SMS")[]; smsNeedsConsent: boolean; variables: object; secrets: object }>;

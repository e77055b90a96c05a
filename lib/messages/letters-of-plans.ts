import { amount, date, type LetterSpec, link, optional, text } from "./variables.ts";

const plan = { name: text("Premium") };
const account = link("https://tv.example.com/account");

/** How a viewer pays by themselves. */
export const INSTRUCTIONS = {
  payee: optional(text("Streamtill TV")),
  iban: optional(text("DE89 3704 0044 0532 0130 00")),
  bic: optional(text("COBADEFFXXX")),
  bank: optional(text("Commerzbank")),
  account: optional(text("0532013000")),
  branch: optional(text("370400")),
  reference: optional(text("RF71 7K3M 9QXT PA")),
  cash: optional(text("Our shop in Main Street, 9 to 17 o’clock")),
  cheque: optional(text("Streamtill TV, PO Box 1, Berlin")),
  note: optional(text("Transfers from abroad take up to three days.")),
};

/** What is told of a plan that becomes another one, costs something else, stands still or is canceled. */
export const LETTERS_OF_PLANS = {
  transfer_due: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: true,
    variables: {
      plan,
      amount: amount(1499n, "EUR"),
      due_on: date("2027-02-01T00:00:00Z"),
      // of the invoice that is overdue; without one the period is still to come
      invoice: { number: optional(text("2027-000042")) },
      access_until: optional(date("2027-02-22T00:00:00Z")),
      ...INSTRUCTIONS,
      links: { account, pay: optional(link("https://tv.example.com/pay?token=sample")) },
    },
    secrets: {},
  },
  subscription_changed: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: {
      plan,
      previous_plan: { name: text("Basic") },
      amount: amount(1499n, "EUR"),
      changes_on: date("2027-02-01T00:00:00Z"),
      // one of the two where the plan stays, and add-ons come or go
      added: optional(text("Sports")),
      removed: optional(text("Kids")),
      links: { account },
    },
    secrets: {},
  },
  price_change: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: {
      plan,
      previous_amount: amount(1299n, "EUR"),
      amount: amount(1499n, "EUR"),
      changes_on: date("2027-03-01T00:00:00Z"),
      // keeps ends: what becomes of who has not agreed, where that is asked for
      unagreed: optional(text("keeps")),
      links: { account, cancel: link("https://tv.example.com/account/cancel/sample") },
    },
    secrets: {},
  },
  price_stays: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: { plan, amount: amount(1299n, "EUR"), links: { account } },
    secrets: {},
  },
  canceled: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: {
      plan,
      access_until: optional(date("2027-01-31T00:00:00Z")),
      ended_on: optional(date("2027-01-31T00:00:00Z")),
      links: { account },
    },
    secrets: {},
  },
  paused: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: { plan, paused_on: date("2027-01-16T00:00:00Z"), goes_on: date("2027-03-01T00:00:00Z"), links: { account } },
    secrets: {},
  },
  pause_ending: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: true,
    variables: { plan, amount: amount(1499n, "EUR"), goes_on: date("2027-03-01T00:00:00Z"), links: { account } },
    secrets: {},
  },
  resumed: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: { plan, renews_on: date("2027-03-17T00:00:00Z"), links: { account } },
    secrets: {},
  },
} satisfies Record<string, LetterSpec>;

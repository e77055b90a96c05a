import { amount, date, link, optional, text } from "./variables.ts";

const EMAIL: "EMAIL"[] = ["EMAIL"];
const account = link("https://tv.example.com/account");

/** Of the catalog: what is sent about gifts and balances, and what is to be paid by a day. */
export const BALANCE_LETTERS = {
  invoice_due: {
    kinds: EMAIL,
    smsNeedsConsent: false,
    variables: {
      invoice: { number: text("2027-000042") },
      amount: amount(11900n, "EUR"),
      due_on: date("2027-01-31T00:00:00Z"),
      links: { pay: link("https://tv.example.com/pay?token=sample"), invoices: link("https://tv.example.com/account/invoices") },
    },
    secrets: {},
  },
  gift: {
    kinds: EMAIL,
    smsNeedsConsent: false,
    variables: {
      plan: { name: text("Premium") },
      giver: { name: text("Nora") },
      message: optional(text("Happy birthday! Enjoy the films.")),
    },
    secrets: { links: { redeem: link("https://tv.example.com/redeem?code=sample") } },
  },
  balance_expiring: {
    kinds: EMAIL,
    smsNeedsConsent: false,
    variables: {
      amount: amount(500n, "EUR"),
      last_day: date("2027-01-31T00:00:00Z"),
      links: { account, plans: link("https://tv.example.com") },
    },
    secrets: {},
  },
  topped_up: {
    kinds: EMAIL,
    smsNeedsConsent: false,
    variables: {
      amount: amount(2500n, "EUR"),
      balance: amount(3150n, "EUR"),
      method: optional(text("Visa •••• 4242")),
      paid_at: date("2027-01-01T17:30:00Z"),
      links: { account },
    },
    secrets: {},
  },
};

import { BALANCE_LETTERS } from "./balance-letters.ts";
import { LEAVING } from "./leaving-letters.ts";
import { INSTRUCTIONS, LETTERS_OF_PLANS } from "./letters-of-plans.ts";
import { OPERATOR_LETTERS } from "./operator-letters.ts";
import { amount, date, type LetterSpec, link, optional, text, type Values } from "./variables.ts";

export type Kind = LetterSpec["kinds"][number];

/** Values that every template may use; the queue fills them in. */
export const COMMON = {
  customer: { name: text("Layla Haddad"), email: text("layla@example.com") },
  brand: {
    name: text("Streamtill TV"),
    url: link("https://tv.example.com"),
    support_email: optional(text("help@tv.example.com")),
    support_phone: optional(text("+49 30 1234567")),
  },
};

const plan = { name: text("Premium") };
const account = link("https://tv.example.com/account");
const method = optional(text("Visa •••• 4242"));

/**
 * Every message that Streamtill sends: its kinds, its variables with samples, and its secrets, which are never stored readable.
 * `smsNeedsConsent`: a courtesy text goes only to viewers who asked for texts; the others tell a viewer what they need to use or
 * protect what they bought, and go to any phone number given.
 */
export const CATALOG = {
  welcome: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: false,
    variables: {
      plan,
      login: { user_id: text("48210937") },
      renews_on: optional(date("2027-01-15T00:00:00Z")),
      links: { app: link("https://watch.example.com"), account },
    },
    secrets: { login: { password: text("plum-river-42") } },
  },
  ...BALANCE_LETTERS,
  verify_email: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: { expires_at: date("2027-01-02T18:30:00Z") },
    secrets: { links: { verify: link("https://tv.example.com/verify-email?token=sample") } },
  },
  reset_password: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: { expires_at: date("2027-01-01T18:30:00Z") },
    secrets: { links: { reset: link("https://tv.example.com/reset-password?token=sample") } },
  },
  password_changed: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: false,
    variables: { changed_at: date("2027-01-01T17:30:00Z"), links: { forgot: link("https://tv.example.com/forgot-password") } },
    secrets: {},
  },
  ...OPERATOR_LETTERS,
  receipt: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: {
      plan,
      invoice: { number: text("2027-000042") },
      amount: amount(1499n, "EUR"),
      tax: amount(239n, "EUR"),
      method,
      paid_at: date("2027-01-01T17:30:00Z"),
      renews_on: optional(date("2027-02-01T00:00:00Z")),
      links: { invoice: link("https://tv.example.com/account/invoices"), account },
    },
    secrets: {},
  },
  payment_failed: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: false,
    variables: {
      plan,
      amount: amount(1499n, "EUR"),
      method,
      reason: optional(text("The card has too little money on it.")),
      retry_on: optional(date("2027-01-03T00:00:00Z")),
      access_until: optional(date("2027-01-22T00:00:00Z")),
      links: { pay: link("https://tv.example.com/pay?token=sample") },
    },
    secrets: {},
  },
  payment_confirmation: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: false,
    variables: {
      plan,
      amount: amount(1499n, "EUR"),
      method,
      access_until: optional(date("2027-01-22T00:00:00Z")),
      links: { confirm: link("https://tv.example.com/pay?token=sample") },
    },
    secrets: {},
  },
  card_expiring: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: {
      method,
      expires_on: date("2027-01-31T00:00:00Z"),
      links: { methods: link("https://tv.example.com/account/payment-methods") },
    },
    secrets: {},
  },
  add_method: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: false,
    variables: { expires_at: date("2027-01-02T18:30:00Z") },
    secrets: { links: { add: link("https://tv.example.com/add-method?token=sample") } },
  },
  payment_pending: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: { plan, amount: amount(1499n, "EUR"), links: { account } },
    secrets: {},
  },
  payment_instructions: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: {
      plan: { name: optional(text("Premium")) },
      amount: amount(1499n, "EUR"),
      ...INSTRUCTIONS,
      until: optional(date("2027-01-15T00:00:00Z")),
      links: { details: link("https://tv.example.com/checkout/return") },
    },
    secrets: {},
  },
  trial_ending: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: true,
    variables: { plan, amount: amount(1499n, "EUR"), trial_ends_on: date("2027-01-15T00:00:00Z"), links: { account } },
    secrets: {},
  },
  renewal_reminder: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: true,
    variables: { plan, amount: amount(1499n, "EUR"), method, renews_on: date("2027-02-01T00:00:00Z"), links: { account } },
    secrets: {},
  },
  ...LETTERS_OF_PLANS,
  suspended: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: false,
    variables: {
      plan,
      amount: amount(1499n, "EUR"),
      waits_until: date("2027-02-22T00:00:00Z"),
      links: { pay: link("https://tv.example.com/pay?token=sample") },
    },
    secrets: {},
  },
  ...LEAVING,
  expired: {
    kinds: ["EMAIL", "SMS"],
    smsNeedsConsent: false,
    variables: { plan, expired_on: date("2027-01-22T00:00:00Z"), links: { plans: link("https://tv.example.com") } },
    secrets: {},
  },
  refunded: {
    kinds: ["EMAIL"],
    smsNeedsConsent: false,
    variables: {
      plan,
      amount: amount(1499n, "EUR"),
      method,
      /** Where it was given back there: what of it is on the viewer's balance. */
      balance: optional(amount(1499n, "EUR")),
      refunded_on: date("2027-01-04T00:00:00Z"),
      invoice: { number: optional(text("2027-000042")) },
      links: { account },
    },
    secrets: {},
  },
} satisfies Record<string, LetterSpec>;

export type TemplateKey = keyof typeof CATALOG;
export const TEMPLATE_KEYS = Object.keys(CATALOG) as TemplateKey[];

export type VariablesOf<K extends TemplateKey> = Values<(typeof CATALOG)[K]["variables"]>;
export type SecretsOf<K extends TemplateKey> = Values<(typeof CATALOG)[K]["secrets"]>;

export const LOCALES = ["en", "ar"] as const;
export type TemplateLocale = (typeof LOCALES)[number];

/** The language a template is written in for a reader's locale: their own where it ships, else English. */
export function templateLocale(locale: string): TemplateLocale {
  const language = locale.split("-")[0];
  return LOCALES.find((known) => known === language) ?? "en";
}

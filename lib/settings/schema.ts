import { z } from "zod";
import { isCurrency } from "#lib/kernel/currency.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { log } from "#lib/kernel/log.ts";
import { isTimeZone } from "#lib/kernel/time-zone.ts";

const text = (max: number) => z.string().trim().max(max);
const color = z.string().regex(/^#[0-9a-f]{6}$/i, "invalid_color");
const currency = z.string().refine(isCurrency, "invalid_currency");
const address = z.union([z.literal(""), z.url({ protocol: /^https?$/, error: "invalid_url" })]);

/** A look that needs no upload; an operator changes it in the settings. */
const brand = z.object({
  name: text(60).min(1, "required").default("Streamtill TV"),
  tagline: text(120).default("Every match, every film, one place."),
  logo: z.string().max(300_000).default(""), // a data: URL, or empty for the name
  primaryColor: color.default("#5b5bd6"),
  accentColor: color.default("#e5484d"),
  heroTitle: text(120).default("Television the way you like it"),
  heroText: text(400).default("Live channels, films and series on every screen. Pick a plan, pay in a minute, start watching."),
  supportEmail: z.union([z.literal(""), emailAddress]).default(""),
  supportPhone: text(40).default(""),
  faq: z
    .array(z.object({ question: text(200).min(1, "required"), answer: text(2000).min(1, "required") }))
    .max(40)
    .default([]),
  terms: text(50_000).default(""), // Markdown
  privacy: text(50_000).default(""),
  imprint: text(20_000).default(""),
  apps: z
    .array(z.object({ label: text(60).min(1, "required"), url: z.url({ protocol: /^https?$/, error: "invalid_url" }) }))
    .max(12)
    .default([]),
  appUrl: address.default(""), // where viewers watch in the browser
});

/** The seller on invoices. `country`, `vatRegistered` and `taxRegistrations` decide the tax; `timeZone` decides when a day begins. */
export const company = z.object({
  legalName: text(120).default(""),
  addressLine1: text(120).default(""),
  addressLine2: text(120).default(""),
  city: text(80).default(""),
  postalCode: text(20).default(""),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "invalid_country")
    .default("DE"),
  vatId: text(20).default(""),
  vatRegistered: z.boolean().default(true),
  taxRegistrations: z
    .array(z.string())
    .refine((countries) => countries.every((country) => /^[A-Z]{2}$/.test(country)), "invalid_country")
    .default([]), // countries outside the Union whose tax the seller charges too
  registration: text(120).default(""),
  email: z.union([z.literal(""), emailAddress]).default(""),
  timeZone: z.string().refine(isTimeZone, "invalid_time_zone").default("UTC"),
});

/** As it is read: a zone that this Node does not know (saved under a newer one) is said in the log and does not stop the shop. */
const storedCompany = company.extend({
  timeZone: company.shape.timeZone.catch(({ value }) => {
    log.error({ timeZone: value }, "the company's time zone is unknown here; days are those of UTC until it is chosen again");
    return "UTC";
  }),
});

/** Invoice numbers are `<prefix><year>-<six digits>`; each prefix and year is a series of its own. */
const invoicing = z.object({
  prefix: z
    .string()
    .regex(/^[A-Z0-9-]{0,8}$/, "invalid_prefix")
    .default(""),
  creditNotePrefix: z
    .string()
    .regex(/^[A-Z0-9-]{1,8}$/, "invalid_prefix")
    .default("CN-"),
  footer: text(500)
    .refine((lines) => lines.split("\n").length <= 12, "too_many_lines")
    .default(""), // on every page of an invoice
});

const market = z.object({
  currencies: z.array(currency).min(1, "required").default(["EUR"]),
  defaultCurrency: currency.default("EUR"),
  locales: z
    .array(z.enum(["en", "ar"]))
    .min(1, "required")
    .default(["en", "ar"]),
  defaultLocale: z.enum(["en", "ar"]).default("en"),
});

const toggle = z.object({ enabled: z.boolean() });
const gateways = z.object({
  sandbox: toggle.default({ enabled: false }),
  stripe: toggle.default({ enabled: true }),
});

/** Days after the first failure. Access lasts until `graceDays` after it. */
const dunning = z.object({
  retryAfterDays: z.array(z.number().int().min(1).max(90)).min(1, "required").max(10).default([2, 7, 14, 21]),
  graceDays: z.number().int().min(0).max(90).default(21),
});

const reminders = z.object({
  renewalDaysBefore: z.number().int().min(0).max(60).default(3), // 0: none
  trialDaysBefore: z.number().int().min(0).max(30).default(3),
  cardExpiryDaysBefore: z.array(z.number().int().min(1).max(60)).max(5).default([7, 30]), // before the end of a card's month; empty: none
});

/** `requireSecondFactor`: of those who may move money. NIST SP 800-63B-4 ends a session after an idle hour (AAL2). */
const security = z.object({
  requireSecondFactor: z.boolean().default(false),
  idleMinutes: z.number().int().min(5).max(720).default(60),
});

export const settingsSchema = { brand, company: storedCompany, invoicing, market, gateways, dunning, reminders, security };

export type SettingsSection = keyof typeof settingsSchema;
export type Settings = { [Section in SettingsSection]: z.output<(typeof settingsSchema)[Section]> };

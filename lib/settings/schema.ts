import { z } from "zod";
import { isCountry } from "#lib/kernel/country.ts";
import { isCurrency } from "#lib/kernel/currency.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { type ImageKind, isImageDataUrl } from "#lib/kernel/image.ts";
import { nameText, optionalCode, optionalLine, optionalText, optionalVatId, requiredText, unmarked } from "#lib/kernel/inputs.ts";
import { isTimeZone, knownZone } from "#lib/kernel/time-zone.ts";
import { CANCEL_REASONS, SAVE_KINDS } from "./cancel-reasons.ts";
import { DECLINE_CLASSES } from "./decline-classes.ts";

const text = (max: number) => optionalText(max).unwrap();
const line = (max: number) => optionalLine(max).unwrap();
const color = z.string().regex(/^#[0-9a-f]{6}$/i, "invalid_color");
const currency = z.string().refine(isCurrency, "invalid_currency");
const country = z.string("required").refine(isCountry, "invalid_country");
const url = z.url({ protocol: /^https?$/, error: "invalid_url" });
const address = z
  .string()
  .transform(unmarked)
  .pipe(z.union([z.literal(""), url]));
const within = (min: number, max: number) => z.int("invalid_number").min(min, "out_of_range").max(max, "out_of_range");

/** Days that follow each other, each later than the one before. */
const listOfDays = (most: number, longest: number) =>
  z
    .array(within(1, most))
    .max(longest, "too_many")
    .refine((days) => days.every((day, index) => index === 0 || day > days[index - 1]), "days_order");

/** A look that needs no upload; an operator changes it in the settings. */
const brand = z.object({
  name: nameText(60).default("Streamtill TV"),
  tagline: line(120).default("Every match, every film, one place."),
  logo: z.string().max(300_000).default(""), // a data: URL, or empty for the name
  primaryColor: color.default("#5b5bd6"),
  accentColor: color.default("#e5484d"),
  heroTitle: line(120).default("Television the way you like it"),
  heroText: text(400).default("Live channels, films and series on every screen. Pick a plan, pay in a minute, start watching."),
  supportEmail: z.union([z.literal(""), emailAddress]).default(""),
  supportPhone: optionalCode(40),
  faq: z
    .array(z.object({ question: nameText(200), answer: requiredText(2000) }))
    .max(40)
    .default([]),
  terms: text(50_000).default(""), // Markdown
  privacy: text(50_000).default(""),
  imprint: text(20_000).default(""),
  apps: z
    .array(z.object({ label: nameText(60), url: z.string().transform(unmarked).pipe(url) }))
    .max(12)
    .default([]),
  appUrl: address.default(""), // where viewers watch in the browser
});

/** The seller on invoices. `country`, `vatRegistered` and `taxRegistrations` decide the tax; `timeZone` decides when a day begins. */
export const company = z.object({
  legalName: line(120).default(""),
  addressLine1: line(120).default(""),
  addressLine2: line(120).default(""),
  city: line(80).default(""),
  postalCode: optionalCode(20),
  country: country.default("DE"),
  vatId: optionalVatId,
  vatRegistered: z.boolean().default(true),
  taxRegistrations: z
    .array(z.string())
    .refine((countries) => countries.every(isCountry), "invalid_country")
    .default([]), // countries outside the Union whose tax the seller charges too
  homeVat: z.boolean().default(false), // consumers of other member states are charged the seller's own VAT (under EUR 10,000 a year)
  taxRounding: z.enum(["line", "rate", "document"]).default("rate"),
  oneProof: z.boolean().default(false), // one proof of where a viewer lives suffices (under EUR 100,000 a year)
  registration: line(120).default(""),
  email: z.union([z.literal(""), emailAddress]).default(""),
  timeZone: z.string().refine(isTimeZone, "invalid_time_zone").default("UTC"),
});

/** As it is read: days are those of UTC until a zone that is unknown here is chosen again. */
const storedCompany = company.extend({ timeZone: company.shape.timeZone.catch(({ value }) => knownZone(String(value), "UTC")) });

/** Invoice numbers are `<prefix><year>-<six digits>`; each prefix and year is a series of its own. */
const invoicing = z.object({
  prefix: z
    .string()
    .transform(unmarked)
    .pipe(z.string().regex(/^[A-Z0-9-]{0,8}$/, "invalid_prefix"))
    .default(""),
  creditNotePrefix: z
    .string()
    .transform(unmarked)
    .pipe(z.string().regex(/^[A-Z0-9-]{1,8}$/, "invalid_prefix"))
    .default("CN-"),
  footer: text(500)
    .refine((lines) => lines.split("\n").length <= 12, "too_many_lines")
    .default(""), // on every page of an invoice
  fourEyes: z.boolean().default(true), // what is billed by hand is approved by another operator
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

const pluginId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "invalid");
/** By the names of a plug-in's fields, which say more of them (lib/kernel/setting-fields.ts). */
const values = z.record(z.string().max(40), z.union([z.boolean(), z.string().max(10_000)]));
/** By the gateway's id; one that was never switched is as its plug-in says. */
const gateways = z.record(pluginId, z.object({ enabled: z.boolean().optional(), settings: values.optional() }));
const channels = z.record(pluginId, z.object({ settings: values }));

/** Days after the first failure; a class of declines without days of its own has those of all. Access lasts until `graceDays` after it. */
const dunning = z.object({
  retryAfterDays: listOfDays(90, 10)
    .refine((days) => days.length > 0, "required")
    .default([2, 7, 14, 21]),
  retryAfterDaysOf: z.partialRecord(z.enum(DECLINE_CLASSES).exclude(["refused"]), listOfDays(90, 10)).default({}),
  graceDays: within(0, 90).default(21),
  suspendDays: within(0, 365).default(0), // after grace; 0: the subscription expires with it
});

/**
 * How plans are changed by their viewers: when what is for longer or costs more, or what is less, takes the place of what runs; how the rest of a period is
 * counted; what becomes of a credit that is more than what is charged.
 */
const changes = z.object({
  byViewers: z.boolean().default(true),
  upgrades: z.enum(["prorated", "anew", "renewal"]).default("prorated"),
  downgrades: z.enum(["prorated", "anew", "renewal"]).default("renewal"),
  proration: z.enum(["second", "day"]).default("second"),
  credit: z.enum(["next_invoice", "balance", "refund"]).default("next_invoice"),
});

/**
 * How viewers leave: whether they may end a plan at once, and what becomes of the part of it that they have not used; for how many days they may withdraw from a
 * contract, by country, and whether what was used until then is given back too.
 */
const leaving = z.object({
  atOnce: z.enum(["no", "unrefunded", "refunded"]).default("no"),
  refundTo: z.enum(["method", "balance"]).default("method"),
  withdrawalDays: within(0, 365).default(14), // 0: none
  withdrawalDaysOf: z
    .array(z.object({ country, days: within(0, 365) }))
    .max(60, "too_many")
    .refine((own) => new Set(own.map(({ country }) => country)).size === own.length, "country_twice")
    .default([]),
  withdrawalGivesBack: z.enum(["unused", "whole"]).default("unused"),
  // What is offered to who leaves for a reason, before they do; a discount is a coupon, off the next payments.
  saveOffers: z
    .array(
      z
        .object({ reason: z.enum(CANCEL_REASONS), kind: z.enum(SAVE_KINDS), couponId: z.uuid("required").nullable() })
        .refine(({ kind, couponId }) => kind !== "discount" || couponId !== null, { path: ["couponId"], message: "required" }),
    )
    .max(CANCEL_REASONS.length, "too_many")
    .refine((offers) => new Set(offers.map(({ reason }) => reason)).size === offers.length, "reason_twice")
    .default([]),
  saveOfferDays: within(1, 730).default(180),
  // Letters to who has left and wants offers, each so many days after the end with a code of a coupon.
  winBack: z
    .array(z.object({ afterDays: within(1, 365), couponId: z.uuid("required"), validDays: within(1, 365) }))
    .max(5, "too_many")
    .refine((letters) => new Set(letters.map(({ afterDays }) => afterDays)).size === letters.length, "days_twice")
    .default([]),
});

/** How subscriptions are paused: by their viewers, at once or when the period is over, for how long, and how often in 365 days. Operators are held to `maxDays` alone. */
const pauses = z.object({
  byViewers: z.boolean().default(true),
  atOnce: z.boolean().default(true),
  maxDays: within(1, 730).default(90),
  perYear: within(1, 12).default(2),
});

const minorUnits = z.string().regex(/^[1-9]\d{0,14}$/, "invalid_amount");

/** Kinds of balance that may expire; what came back from an invoice never does. */
export const EXPIRING = ["goodwill", "voucher", "top_up"] as const;

/**
 * By currency, in minor units: what viewers may put on their balance at a time (none: nothing), and the most that is on it then (null: any). `expiry`: after how many months
 * what was not spent of which kinds expires (none: never), told so many days before.
 */
const balance = z.object({
  expiry: z.record(currency, z.object({ months: within(1, 120), kinds: z.array(z.enum(EXPIRING)).min(1, "required") })).default({}),
  expiryNoticeDays: within(1, 90).default(30),
  topUps: z
    .record(currency, z.object({ amounts: z.array(minorUnits).max(4, "too_many"), most: minorUnits.nullable().default(null) }))
    .default({}),
});

const reminders = z.object({
  renewalDaysBefore: within(0, 60).default(3), // 0: none
  trialDaysBefore: within(0, 30).default(3),
  cardExpiryDaysBefore: listOfDays(60, 5).default([7, 30]), // before the end of a card's month; empty: none
});

/** `requireSecondFactor`: of those who may move money. NIST SP 800-63B-4 ends a session after an idle hour (AAL2). */
const security = z.object({
  requireSecondFactor: z.boolean().default(false),
  idleMinutes: within(5, 720).default(60),
});

/** As they are read, each with a default for what was never saved. */
export const settingsSchema = {
  brand,
  company: storedCompany,
  invoicing,
  market,
  gateways,
  channels,
  dunning,
  changes,
  leaving,
  pauses,
  balance,
  reminders,
  security,
};

export type SettingsSection = keyof typeof settingsSchema;
export type Settings = { [Section in SettingsSection]: z.output<(typeof settingsSchema)[Section]> };

/** A section with all its fields. A default is for what was never saved; it does not stand in for what was left out. */
export function whole<Shape extends z.ZodRawShape>(section: z.ZodObject<Shape>): z.ZodObject<Whole<Shape>> {
  const fields = Object.entries(section.shape).map(([name, field]) => [name, field instanceof z.ZodDefault ? field.unwrap() : field]);
  return z.object(Object.fromEntries(fields)) as unknown as z.ZodObject<Whole<Shape>>;
}

type Whole<Shape extends z.ZodRawShape> = {
  [Name in keyof Shape]: Shape[Name] extends z.ZodDefault<infer Field extends z.ZodType> ? Field : Shape[Name];
};

export const LOGO_KINDS: ImageKind[] = ["png", "svg", "webp"];
const logo = whole(brand).shape.logo.refine((url) => url === "" || isImageDataUrl(url, LOGO_KINDS), "image_unsafe");

/** As they are saved, by whoever does: what must hold between fields, and what would cost too much to look at whenever they are read. */
export const savedSchema = {
  brand: whole(brand).extend({ logo }),
  company: whole(company),
  invoicing: whole(invoicing),
  market: whole(market)
    .refine((chosen) => chosen.currencies.includes(chosen.defaultCurrency), { path: ["defaultCurrency"], message: "default_not_offered" })
    .refine((chosen) => chosen.locales.includes(chosen.defaultLocale), { path: ["defaultLocale"], message: "default_not_offered" })
    // Forms send them in the order of their names; the one to begin with comes first wherever they are listed.
    .transform((chosen) => ({ ...chosen, currencies: [...new Set([chosen.defaultCurrency, ...chosen.currencies])] })),
  gateways,
  channels,
  dunning: whole(dunning),
  changes: whole(changes),
  leaving: whole(leaving),
  pauses: whole(pauses),
  balance: whole(balance),
  reminders: whole(reminders),
  security: whole(security),
};

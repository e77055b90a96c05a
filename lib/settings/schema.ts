import { z } from "zod";
import { isCountry } from "#lib/kernel/country.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { type ImageKind, isImageDataUrl } from "#lib/kernel/image.ts";
import { nameText, optionalCode, optionalLine, optionalText, optionalVatId, requiredText, unmarked } from "#lib/kernel/inputs.ts";
import { isTimeZone, knownZone } from "#lib/kernel/time-zone.ts";
import { balance, changes, dunning, leaving, pauses, reminders } from "./billing-sections.ts";
import { country, currency, within } from "./fields.ts";
import { offerRule } from "./offer-rule.ts";

const text = (max: number) => optionalText(max).unwrap();
const line = (max: number) => optionalLine(max).unwrap();
const color = z.string().regex(/^#[0-9a-f]{6}$/i, "invalid_color");
const url = z.url({ protocol: /^https?$/, error: "invalid_url" });
const address = z
  .string()
  .transform(unmarked)
  .pipe(z.union([z.literal(""), url]));

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
/** By the gateway's id; one that was never switched is as its plug-in says. `place`: where it stands among the others. */
const gateways = z.record(
  pluginId,
  z.object({ enabled: z.boolean().optional(), settings: values.optional(), offer: offerRule.optional(), place: z.int().min(0).optional() }),
);
const channels = z.record(pluginId, z.object({ settings: values }));

/**
 * `requireSecondFactor`: of those who may move money. NIST SP 800-63B-4 ends a session after an idle hour (AAL2). The others are of tries to pay within
 * an hour: from when on a challenge is asked for, and one account is refused.
 */
const security = z.object({
  requireSecondFactor: z.boolean().default(false),
  idleMinutes: within(5, 720).default(60),
  checkAfterTries: within(1, 1000).default(8),
  checkAfterTriesPerNetwork: within(1, 100_000).default(60),
  checkAfterDeclines: within(1, 100).default(5),
  refuseAfterTries: within(1, 10_000).default(20),
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

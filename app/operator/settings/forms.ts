import { z } from "zod";
import { isCountry } from "#lib/kernel/country.ts";
import { flag, oneOrMany, wholeNumber } from "#lib/kernel/inputs.ts";
import { company, settingsSchema } from "#lib/settings/schema.ts";
import { formRows } from "#lib/web/form-rows.ts";
import { nestedForm } from "#lib/web/nested-values.ts";

const brand = asTyped(settingsSchema.brand);
const market = asTyped(settingsSchema.market);

/**
 * A section as a form sends it: with all its fields, and so of the same type. A default is for what was never saved; it does not stand in
 * for what a form left out.
 */
function asTyped<Shape extends z.ZodRawShape>(section: z.ZodObject<Shape>): z.ZodObject<Shape> {
  const fields = Object.entries(section.shape).map(([name, field]) => [name, field instanceof z.ZodDefault ? field.unwrap() : field]);
  return z.object(Object.fromEntries(fields)) as z.ZodObject<Shape>;
}

export const brandForm = brand
  .pick({ name: true, tagline: true, primaryColor: true, accentColor: true, supportEmail: true, supportPhone: true, appUrl: true })
  .extend({ removeLogo: flag });

const contentFields = brand.pick({ heroTitle: true, heroText: true });
const question = settingsSchema.brand.shape.faq.unwrap().element;
const app = settingsSchema.brand.shape.apps.unwrap().element;

export const contentForm = nestedForm(contentFields.extend({ faq: formRows(question, 40), apps: formRows(app, 12) }));

export const legalForm = brand.pick({ terms: true, privacy: true, imprint: true });

export const companyForm = asTyped(company).extend({
  country: z.string("required").refine(isCountry, "invalid_country"),
  vatId: z
    .string()
    .trim()
    .toUpperCase()
    .transform((id) => id.replace(/[\s.-]/g, ""))
    .pipe(z.string().max(20, "too_long"))
    .default(""),
  vatRegistered: flag,
  taxRegistrations: oneOrMany.refine((countries) => countries.every(isCountry), "invalid_country"),
});

export const invoicingForm = asTyped(settingsSchema.invoicing);

export const marketForm = market
  .extend({
    currencies: oneOrMany.pipe(settingsSchema.market.shape.currencies.unwrap()),
    locales: oneOrMany.pipe(settingsSchema.market.shape.locales.unwrap()),
  })
  .refine((chosen) => chosen.currencies.includes(chosen.defaultCurrency), { path: ["defaultCurrency"], message: "default_not_offered" })
  .refine((chosen) => chosen.locales.includes(chosen.defaultLocale), { path: ["defaultLocale"], message: "default_not_offered" })
  // The form sends them in the order of their names; the one to begin with comes first wherever they are listed.
  .transform((chosen) => ({ ...chosen, currencies: [...new Set([chosen.defaultCurrency, ...chosen.currencies])] }));

/** Days as people list them, "2, 7, 14", each later than the one before. */
const listOfDays = (most: number, longest: number) =>
  z
    .string("required")
    .trim()
    .transform((text) =>
      text
        .split(/[\s,،]+/)
        .filter(Boolean)
        .map(Number),
    )
    .pipe(z.array(z.int("invalid_number").min(1, "out_of_range").max(most, "out_of_range")).max(longest, "too_many"))
    .refine((days) => days.every((day, index) => index === 0 || day > days[index - 1]), "days_order");

export const renewalsForm = z.object({
  retryAfterDays: listOfDays(90, 10).refine((days) => days.length > 0, "required"),
  graceDays: wholeNumber(0, 90),
  renewalDaysBefore: wholeNumber(0, 60),
  trialDaysBefore: wholeNumber(0, 30),
  cardExpiryDaysBefore: listOfDays(60, 5),
});

export const gatewaySwitchForm = z.object({
  gateway: z.enum(["sandbox", "stripe"]),
  enabled: z.enum(["true", "false"]).transform((on) => on === "true"),
});
export const gatewayTestForm = z.object({ gateway: z.string() });
export const channelTestForm = z.object({ kind: z.enum(["EMAIL", "SMS"]), to: z.string().trim().min(1, "required").max(200, "too_long") });

export const securityForm = z.object({ requireSecondFactor: flag, idleMinutes: wholeNumber(5, 720) });

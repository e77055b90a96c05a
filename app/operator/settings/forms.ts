import { z } from "zod";
import { flag, latinDigits, oneOrMany, typedAmount, unmarked, wholeNumber } from "#lib/kernel/inputs.ts";
import { setChannelInput } from "#lib/messages/sending/set-channel.ts";
import { offerGatewayInput, orderGatewaysInput } from "#lib/payments/offer-gateway.ts";
import { setGatewayInput } from "#lib/payments/set-gateway.ts";
import { switchGatewayInput } from "#lib/payments/switch-gateway.ts";
import { EXPIRING } from "#lib/settings/billing-sections.ts";
import { CANCEL_REASONS, SAVE_KINDS } from "#lib/settings/cancel-reasons.ts";
import type { DeclineClass } from "#lib/settings/decline-classes.ts";
import { limits, offerRule } from "#lib/settings/offer-rule.ts";
import { savedSchema, settingsSchema, whole } from "#lib/settings/schema.ts";
import { formRows } from "#lib/web/forms/form-rows.ts";
import { nestedForm } from "#lib/web/forms/nested-values.ts";

const { brand, company, dunning, leaving, pauses, reminders, security } = savedSchema;
const market = whole(settingsSchema.market);

export const brandForm = brand
  .pick({ name: true, tagline: true, primaryColor: true, accentColor: true, supportEmail: true, supportPhone: true, appUrl: true })
  .extend({ removeLogo: flag });

const contentFields = brand.pick({ heroTitle: true, heroText: true });
const question = brand.shape.faq.element;
const app = brand.shape.apps.element;

export const contentForm = nestedForm(contentFields.extend({ faq: formRows(question, 40), apps: formRows(app, 12) }));

export const legalForm = brand.pick({ terms: true, privacy: true, imprint: true });

export const companyForm = company.extend({
  vatRegistered: flag,
  homeVat: flag,
  oneProof: flag,
  taxRegistrations: oneOrMany.pipe(company.shape.taxRegistrations),
});

export const invoicingForm = savedSchema.invoicing.extend({ fourEyes: flag });

export const marketForm = market
  .extend({ currencies: oneOrMany.pipe(market.shape.currencies), locales: oneOrMany.pipe(market.shape.locales) })
  .pipe(savedSchema.market);

/** Days as people list them: "2, 7, 14". */
const daysIn = (text: string) =>
  latinDigits(unmarked(text))
    .split(/[\s,،]+/)
    .filter(Boolean)
    .map(Number);
const listedDays = z.string("required").transform(daysIn);

/** A whole number as people type it. */
const typed = ({ minValue, maxValue }: z.ZodNumber) => wholeNumber(Number(minValue), Number(maxValue));

/** Of one class of declines; none: those of all. */
const daysOf = (of: Exclude<DeclineClass, "refused">) =>
  z
    .string()
    .default("")
    .transform(daysIn)
    .pipe(dunning.shape.retryAfterDaysOf.valueType)
    .transform((days) => ({ [of]: days }));

export const renewalsForm = z.object({
  retryAfterDays: listedDays.pipe(dunning.shape.retryAfterDays),
  retryFunds: daysOf("funds"),
  retryConfirmation: daysOf("confirmation"),
  retryTechnical: daysOf("technical"),
  graceDays: typed(dunning.shape.graceDays),
  suspendDays: typed(dunning.shape.suspendDays),
  renewalDaysBefore: typed(reminders.shape.renewalDaysBefore),
  trialDaysBefore: typed(reminders.shape.trialDaysBefore),
  cardExpiryDaysBefore: listedDays.pipe(reminders.shape.cardExpiryDaysBefore),
});

export const changesForm = z.object({
  ...savedSchema.changes.shape,
  byViewers: flag,
  pausedByViewers: flag,
  pausedAtOnce: flag,
  maxDays: typed(pauses.shape.maxDays),
  perYear: typed(pauses.shape.perYear),
});

const daysOfCountry = leaving.shape.withdrawalDaysOf.element;

const couponOfOffer = z
  .literal("")
  .transform(() => null)
  .or(z.uuid("invalid"));
const saveOffer = z.object({ reason: z.enum(CANCEL_REASONS), kind: z.enum(SAVE_KINDS), couponId: couponOfOffer });

const winBackLetter = leaving.shape.winBack.element;

export const leavingForm = nestedForm(
  leaving.extend({
    saveOffers: formRows(saveOffer, CANCEL_REASONS.length),
    winBack: formRows(
      winBackLetter.extend({ afterDays: typed(winBackLetter.shape.afterDays), validDays: typed(winBackLetter.shape.validDays) }),
      5,
    ),
    saveOfferDays: typed(leaving.shape.saveOfferDays),
    withdrawalDays: typed(leaving.shape.withdrawalDays),
    withdrawalDaysOf: formRows(daysOfCountry.extend({ days: typed(daysOfCountry.shape.days) }), 60),
  }),
);

/** An amount as typed in the currency that its path begins with, in minor units; null for none. */
function typedMinor(context: z.RefinementCtx, text: string, path: [currency: string, ...string[]]): string | null {
  if (!text.trim()) return null;
  const amount = typedAmount(text, path[0]);
  if (!amount) context.addIssue({ code: "custom", path, message: "invalid_amount" });
  return amount ? String(amount) : null;
}

/** Amounts as typed, for each currency; those that are left empty are none. */
const typedTopUps = z
  .record(z.string(), z.object({ amounts: z.record(z.string(), z.string()).default({}), most: z.string().default("") }))
  .transform((typed, context) => {
    const minor = (text: string, currency: string, ...path: string[]) => typedMinor(context, text, [currency, ...path]);
    const read = Object.entries(typed).map(([currency, { amounts: listed, most }]) => {
      const list = Object.entries(listed).map(([place, text]) => minor(text, currency, "amounts", place));
      const amounts = [...new Set(list.filter((amount) => amount !== null))];
      return { currency, amounts, most: minor(most, currency, "most") };
    });
    const offered = read.filter(({ amounts }) => amounts.length > 0);
    return Object.fromEntries(offered.map(({ currency, ...topUps }) => [currency, topUps]));
  });

/** Currencies without months have no rule. */
const typedExpiry = z
  .record(z.string(), z.object({ months: z.string().default(""), goodwill: flag, voucher: flag, top_up: flag }))
  .transform((typed) =>
    Object.fromEntries(
      Object.entries(typed).flatMap(([currency, { months, ...kinds }]) =>
        months.trim() ? [[currency, { months: Number(latinDigits(unmarked(months))), kinds: EXPIRING.filter((kind) => kinds[kind]) }]] : [],
      ),
    ),
  )
  .pipe(savedSchema.balance.shape.expiry);

export const balanceForm = nestedForm(
  z.object({
    topUps: typedTopUps.default({}),
    expiry: typedExpiry.default({}),
    expiryNoticeDays: typed(savedSchema.balance.shape.expiryNoticeDays),
  }),
);

export const gatewaySwitchForm = switchGatewayInput.extend({
  enabled: z.enum(["true", "false"]).transform((on) => on === "true"),
});

export const gatewayOrderForm = z.object({ gateways: oneOrMany.pipe(orderGatewaysInput.shape.gateways) });

export const gatewaySettingsForm = nestedForm(setGatewayInput);

/** Limits as typed, for each currency; those that are left empty are none. */
const typedLimits = z
  .record(z.string(), z.object({ least: z.string().default(""), most: z.string().default("") }))
  .default({})
  .transform((typed, context) =>
    Object.fromEntries(
      Object.entries(typed).map(([currency, limits]) => [
        currency,
        { least: typedMinor(context, limits.least, [currency, "least"]), most: typedMinor(context, limits.most, [currency, "most"]) },
      ]),
    ),
  );

const rule = whole(offerRule).shape;

/** Every currency ticked is no rule: one that is sold in later is meant, too. */
export const gatewayOfferForm = nestedForm(
  offerGatewayInput.extend({
    offer: z
      .object({
        ...rule,
        countries: oneOrMany.pipe(rule.countries),
        currencies: oneOrMany.pipe(rule.currencies).refine((ticked) => ticked.length > 0, "required"),
        plans: oneOrMany.pipe(rule.plans),
        amounts: typedLimits.pipe(limits),
      })
      .transform(({ currencies, ...rule }) => ({
        ...rule,
        currencies: Object.keys(rule.amounts).every((currency) => currencies.includes(currency)) ? [] : currencies,
      })),
  }),
);
export const channelSettingsForm = nestedForm(setChannelInput);

export const securityForm = z.object({
  requireSecondFactor: flag,
  idleMinutes: typed(security.shape.idleMinutes),
  checkAfterTries: typed(security.shape.checkAfterTries),
  checkAfterTriesPerNetwork: typed(security.shape.checkAfterTriesPerNetwork),
  checkAfterDeclines: typed(security.shape.checkAfterDeclines),
  refuseAfterTries: typed(security.shape.refuseAfterTries),
});

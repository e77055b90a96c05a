import { z } from "zod";
import { computeTax, taxTreatment } from "#lib/catalog/tax.ts";
import { EVIDENCE_KINDS, vatEvidence } from "#lib/catalog/vat-evidence.ts";
import { creditForUnused } from "#lib/invoices/credit-note-amounts.ts";
import { money, parseMoney, toDecimal } from "#lib/kernel/money.ts";
import { firstBillingDate, hasBegun, periodStart, startOfDay } from "#lib/kernel/period.ts";
import { signStandardWebhook, signTimestamped } from "#lib/kernel/signature.ts";
import { earnedBy } from "#lib/ledger/recognition.ts";
import { segmentsOf } from "#lib/messages/templates/segments.ts";
import { toPayPalAmount } from "#lib/payments/gateways/paypal/amount.ts";
import { toStripeAmount } from "#lib/payments/gateways/stripe/amount.ts";
import { mrr } from "#lib/reports/mrr.ts";
import { dunningSchedule } from "#lib/subscriptions/dunning.ts";
import { prorate } from "#lib/subscriptions/proration.ts";
import { balanceInput, balances } from "./balance.ts";
import { changed, changeInput } from "./change.ts";
import { paused, pauseInput } from "./pause.ts";
import { currency, date, discount, every, instant, ppm, toDiscount, toPercent } from "./read.ts";

type Kind = (input: unknown) => Record<string, unknown>;

/** Each kind of worked example: how its input is read, and the function of `lib/` that answers it. */
export const KINDS: Record<string, Kind> = {
  proration: kind(
    z.object({
      policy: z.enum(["second", "day"]),
      timeZone: z.string().default("UTC"),
      period: z.object({ start: instant, end: instant }),
      at: instant,
      from: z.object({ amount: z.string(), currency, every, discount: discount.optional() }),
      to: z.object({ amount: z.string(), currency, every, discount: discount.optional() }),
    }),
    (input) => {
      const code = input.to.currency;
      if (input.from.currency !== code) throw new RangeError("Both sides must have one currency");
      const [from, to] = [input.from, input.to].map((side) => ({
        amount: parseMoney(side.amount, code).minor,
        every: side.every,
        discount: side.discount && toDiscount(side.discount, code),
      }));
      return decimals(prorate({ ...input, from, to }), code);
    },
  ),
  change: kind(changeInput, changed),
  balance: kind(balanceInput, balances),
  pause: kind(pauseInput, paused),
  periods: kind(
    z.object({ anchor: date, every, count: z.int(), billingDay: z.int().optional() }),
    ({ anchor, every: length, count, billingDay }) => ({
      starts: Array.from({ length: count }, (_, index) => String(periodStart(anchor, length, index, billingDay))),
    }),
  ),
  due: kind(z.object({ nextStart: date, timeZone: z.string(), at: instant }), ({ nextStart, timeZone, at }) => ({
    due: hasBegun(nextStart, timeZone, at),
  })),
  trial: kind(z.object({ startedAt: instant, timeZone: z.string(), trial: every }), ({ startedAt, timeZone, trial }) => {
    const first = firstBillingDate(startedAt, timeZone, trial);
    return { firstBillingDate: String(first), billingDay: first.day };
  }),
  money: kind(z.object({ amount: z.string(), currency, gateway: z.enum(["stripe", "paypal"]) }), (input) => {
    const amount = parseMoney(input.amount, input.currency);
    const convert = { stripe: toStripeAmount, paypal: toPayPalAmount }[input.gateway];
    return { minor: String(amount.minor), gatewayAmount: String(convert(amount)) };
  }),
  tax: kind(
    z.object({
      currency,
      lines: z.array(z.object({ amount: z.string(), rate: ppm })),
      coupon: z.object({ amount: z.string() }).optional(),
      pricesIncludeTax: z.boolean(),
      rounding: z.enum(["line", "rate", "document"]).optional(),
    }),
    (input) => {
      const minor = (text: string) => parseMoney(text, input.currency).minor;
      const lines = input.lines.map((line) => ({ amount: minor(line.amount), ratePpm: line.rate }));
      const { subtotal, tax, total } = computeTax({ ...input, lines, coupon: input.coupon && minor(input.coupon.amount) });
      return decimals({ subtotal, tax, total }, input.currency);
    },
  ),
  "credit-note": kind(z.object({ currency, amount: z.string(), rate: ppm, unused: z.int(), of: z.int() }), (input) => {
    const amount = parseMoney(input.amount, input.currency).minor;
    return decimals(creditForUnused({ ...input, amount, ratePpm: input.rate }), input.currency);
  }),
  vat: kind(
    z.object({
      seller: z.object({ country: z.string(), vatRegistered: z.boolean() }),
      customer: z.object({ country: z.string(), vatId: z.string().optional(), vatIdStatus: z.string().optional() }),
      service: z.enum(["electronic", "broadcasting", "telecommunications"]),
      on: z.iso.date(),
    }),
    (input) => {
      const { treatment, ratePpm } = taxTreatment(input);
      return { treatment, rate: toPercent(ratePpm) };
    },
  ),
  "vat-evidence": kind(
    z.object({
      evidence: z.array(z.object({ kind: z.enum(EVIDENCE_KINDS), country: z.string() })),
      sellerUnderThreshold: z.boolean().default(false),
    }),
    ({ evidence, sellerUnderThreshold }) => vatEvidence(evidence, sellerUnderThreshold),
  ),
  recognition: kind(
    z.object({
      amount: z.string(),
      currency,
      timeZone: z.string().default("UTC"),
      period: z.object({ start: instant, end: instant }).nullable(),
      billedAt: instant,
      endedAt: instant.optional(),
      credits: z.array(z.object({ at: instant, amount: z.string() })).default([]),
      months: z.object({ from: z.string(), count: z.int() }),
    }),
    ({ amount, currency: code, timeZone, credits, months, ...service }) => {
      const minor = (text: string) => parseMoney(text, code).minor;
      const first = Temporal.PlainYearMonth.from(months.from).toPlainDate({ day: 1 });
      const starts = Array.from({ length: months.count + 1 }, (_, index) => startOfDay(first.add({ months: index }), timeZone));
      const spans = starts.slice(1).map((to, index) => ({ from: starts[index], to }));
      const given = credits.map((credit) => ({ at: credit.at, net: minor(credit.amount) }));
      const earned = earnedBy({ ...service, net: minor(amount), credits: given }, spans);
      return { recognized: earned.map((part) => toDecimal(money(part, code))) };
    },
  ),
  dunning: kind(z.object({ retriesAfter: z.array(every), failedAt: instant, declines: z.array(z.enum(["retry", "final"])) }), (input) => {
    const failedAt = Temporal.Instant.fromEpochMilliseconds(input.failedAt.getTime()).toZonedDateTimeISO("UTC");
    const retriesAfter = input.retriesAfter.map(({ unit, count }) => {
      const due = failedAt.add({ [{ DAY: "days", WEEK: "weeks", MONTH: "months", YEAR: "years" }[unit]]: count });
      return failedAt.until(due, { largestUnit: "days" }).days;
    });
    const { attempts, ends } = dunningSchedule({ ...input, retriesAfter });
    return { attempts: attempts.map((at) => at.toISOString().replace(".000Z", "Z")), ends };
  }),
  mrr: kind(
    z.object({
      subscriptions: z.array(
        z.object({
          count: z.int(),
          status: z.string().transform((status) => status.toUpperCase().replace(" ", "_")),
          amount: z.string(),
          currency,
          every,
          discount: discount.extend({ duration: z.enum(["once", "repeating", "forever"]) }).optional(),
        }),
      ),
    }),
    ({ subscriptions }) => {
      const code = subscriptions[0]?.currency ?? "EUR"; // nothing is nothing in any currency
      if (subscriptions.some((each) => each.currency !== code)) throw new RangeError("One currency at a time");
      const read = subscriptions.map((each) => ({
        ...each,
        amount: parseMoney(each.amount, code).minor,
        discount: each.discount && { ...toDiscount(each.discount, code), duration: each.discount.duration },
      }));
      return decimals({ mrr: mrr(read) }, code);
    },
  ),
  sms: kind(z.object({ text: z.string() }), ({ text }) => segmentsOf(text)),
  signature: kind(
    z.object({
      scheme: z.enum(["stripe", "standard-webhooks"]),
      secret: z.string(),
      id: z.string().default(""),
      timestamp: z.int(),
      body: z.string(),
    }),
    (input) => ({ signature: input.scheme === "stripe" ? signTimestamped(input) : signStandardWebhook(input) }),
  ),
};

function kind<S extends z.ZodType>(schema: S, answer: (input: z.output<S>) => Record<string, unknown>): Kind {
  return (input) => answer(schema.parse(input));
}

function decimals(amounts: Record<string, bigint>, code: string): Record<string, string> {
  return Object.fromEntries(Object.entries(amounts).map(([name, minor]) => [name, toDecimal(money(minor, code))]));
}

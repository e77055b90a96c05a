import { z } from "zod";
import { isCountry } from "#lib/kernel/country.ts";
import { isCurrency } from "#lib/kernel/currency.ts";

const minor = z.string().regex(/^[1-9]\d{0,17}$/, "invalid_amount");

/** To whom, and for what, a gateway is offered; a list that is empty holds for all. Amounts are minor units of their currency. */
export const offerRule = z.object({
  countriesAre: z.enum(["only", "except"]).default("only"),
  countries: z.array(z.string().refine(isCountry, "invalid_country")).max(300).default([]),
  currencies: z.array(z.string().refine(isCurrency, "invalid_currency")).max(200).default([]),
  plansAre: z.enum(["only", "except"]).default("only"),
  plans: z.array(z.uuid("invalid")).max(1000).default([]),
  amounts: z
    .record(z.string().refine(isCurrency, "invalid_currency"), z.object({ least: minor.nullable(), most: minor.nullable() }))
    .default({}),
});
/** As an operator may set it: limits between which there is an amount. What was saved before is read all the same. */
export const limits = offerRule.shape.amounts.unwrap().superRefine((amounts, context) => {
  for (const [currency, { least, most }] of Object.entries(amounts))
    if (least !== null && most !== null && BigInt(most) < BigInt(least))
      context.addIssue({ code: "custom", path: [currency, "most"], message: "limits_order" });
});

export type OfferRule = z.output<typeof offerRule>;

import { z } from "zod";
import { isCountry } from "#lib/kernel/country.ts";
import { isCurrency } from "#lib/kernel/currency.ts";

export const currency = z.string().refine(isCurrency, "invalid_currency");
export const country = z.string("required").refine(isCountry, "invalid_country");
export const within = (min: number, max: number) => z.int("invalid_number").min(min, "out_of_range").max(max, "out_of_range");

/** Days that follow each other, each later than the one before. */
export const listOfDays = (most: number, longest: number) =>
  z
    .array(within(1, most))
    .max(longest, "too_many")
    .refine((days) => days.every((day, index) => index === 0 || day > days[index - 1]), "days_order");

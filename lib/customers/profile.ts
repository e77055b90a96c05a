import { z } from "zod";
import { isCountry } from "#lib/kernel/country.ts";
import { nameText } from "#lib/kernel/inputs.ts";

export const personName = nameText(120);
export const countryCode = z.string("required").min(1, "required").refine(isCountry, "invalid_country");

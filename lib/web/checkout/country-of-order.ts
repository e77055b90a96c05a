import { headers } from "next/headers";
import type { ShopPlan } from "#lib/catalog/queries.ts";
import { isSoldIn } from "#lib/catalog/state.ts";
import { isCountry } from "#lib/kernel/country.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** The country to quote for: the one that was asked for, the viewer's, the one in the browser's language ("de-AT") when the plan is sold there, else the company's. */
export async function countryOfOrder(
  asked: string | undefined,
  viewer: { country: string | null } | null,
  plan: ShopPlan,
  { company }: Settings,
): Promise<string> {
  return asked ?? viewer?.country ?? (await browsersCountry(plan)) ?? company.country;
}

async function browsersCountry(plan: ShopPlan): Promise<string | undefined> {
  const region = /^[a-z]{2,3}-([A-Z]{2})\b/.exec((await headers()).get("accept-language") ?? "")?.[1];
  return region && isCountry(region) && isSoldIn(plan, region) ? region : undefined;
}

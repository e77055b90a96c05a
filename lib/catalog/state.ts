import { type Plan, PlanStatus } from "#lib/db/generated/client.ts";
import { spelled } from "#lib/db/spelled.ts";

export const PLAN_STATUSES = Object.values(PlanStatus);

/** It has a page in the shop and may be bought; what is unlisted, by whoever knows the address. */
export const ON_SALE: PlanStatus[] = ["PUBLIC", "UNLISTED"];
export const ON_SALE_SQL = spelled(ON_SALE);

export function isOnSale({ status }: Pick<Plan, "status">): boolean {
  return ON_SALE.includes(status);
}

/** Whether viewers of a country may buy it. A plan that names no countries is sold everywhere. */
export function isSoldIn({ countries }: Pick<Plan, "countries">, country: string): boolean {
  return countries.length === 0 || countries.includes(country);
}

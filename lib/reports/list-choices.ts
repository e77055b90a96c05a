import { db } from "#lib/db/client.ts";
import { valuesOf } from "#lib/db/distinct.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { reportCurrencies } from "./currencies.ts";
import { NO_COUNTRY } from "./narrowing.ts";

/** What the filters of a list offer: every gateway that was ever used, the currencies and the plans. */
export async function listChoices(currencies: string[], preferred: string) {
  const [gateways, known, plans] = await Promise.all([usedGateways(), reportCurrencies(currencies, preferred), allPlans()]);
  return { gateways, currencies: known, plans };
}

/** The same for the dashboard, and the countries of those who ever paid; `none` is the country of those who gave none. */
export async function dashboardChoices(currencies: string[], preferred: string) {
  const [choices, countries] = await Promise.all([
    listChoices(currencies, preferred),
    valuesOf(Prisma.sql`"Transaction"`, Prisma.sql`"country"`),
  ]);
  return { ...choices, countries: [...countries, NO_COUNTRY] };
}

/** Every gateway that was ever asked for a payment. */
export function usedGateways(): Promise<string[]> {
  return valuesOf(Prisma.sql`"Transaction"`, Prisma.sql`"gateway"`);
}

/** As the shop orders them, whatever their state. */
export function allPlans(): Promise<{ id: string; name: string }[]> {
  return db.plan.findMany({ orderBy: [{ position: "asc" }, { name: "asc" }], select: { id: true, name: true } });
}

/** The coupons that can be given, by their codes. */
export function couponChoices(): Promise<{ id: string; code: string }[]> {
  return db.coupon.findMany({ where: { archivedAt: null }, orderBy: { code: "asc" }, select: { id: true, code: true } });
}

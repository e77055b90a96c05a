import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { reportCurrencies } from "./currencies.ts";

const gatewayRow = z.object({ gateway: z.string() });

/** What the filters of a list offer: every gateway that was ever used, the currencies and the plans. */
export async function listChoices(currencies: string[], preferred: string) {
  const [gateways, known, plans] = await Promise.all([usedGateways(), reportCurrencies(currencies, preferred), allPlans()]);
  return { gateways, currencies: known, plans };
}

/** Jumps from one gateway to the next, so that it costs as many steps as there are gateways. */
async function usedGateways(): Promise<string[]> {
  const rows = await db.$queryRaw`
    WITH RECURSIVE used("gateway") AS (
      SELECT min("gateway") FROM "Transaction"
      UNION ALL
      SELECT (SELECT min(t."gateway") FROM "Transaction" t WHERE t."gateway" > used."gateway") FROM used WHERE used."gateway" IS NOT NULL
    )
    SELECT "gateway" FROM used WHERE "gateway" IS NOT NULL`;
  return gatewayRow
    .array()
    .parse(rows)
    .map(({ gateway }) => gateway);
}

/** As the shop orders them, whatever their state. */
export function allPlans(): Promise<{ id: string; name: string }[]> {
  return db.plan.findMany({ orderBy: [{ position: "asc" }, { name: "asc" }], select: { id: true, name: true } });
}

/** The coupons that can be given, by their codes. */
export function couponChoices(): Promise<{ id: string; code: string }[]> {
  return db.coupon.findMany({ where: { archivedAt: null }, orderBy: { code: "asc" }, select: { id: true, code: true } });
}

import { Prisma } from "#lib/db/generated/client.ts";

/** The one plan, gateway or country, or several of these together, whose payments are meant; null means all. */
export type Narrowing = { planId: string | null; gateway: string | null; country: string | null };

export const EVERYTHING: Narrowing = { planId: null, gateway: null, country: null };

/** As a country: the payer gave none. */
export const NO_COUNTRY = "none";

export function isNarrowed({ planId, gateway, country }: Narrowing): boolean {
  return planId !== null || gateway !== null || country !== null;
}

/** SQL: rows of sums (`t`, with gateway, country and planId told apart) that are of it. */
export function isOf({ planId, gateway, country }: Narrowing): Prisma.Sql {
  const conditions = [Prisma.sql`TRUE`];
  if (planId !== null) conditions.push(Prisma.sql`t."planId" = ${planId.toLowerCase()}`);
  if (gateway !== null) conditions.push(Prisma.sql`t."gateway" = ${gateway}`);
  if (country !== null) conditions.push(Prisma.sql`t."country" = ${country === NO_COUNTRY ? "" : country}`);
  return Prisma.join(conditions, " AND ");
}

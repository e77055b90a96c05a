import { valuesOf } from "#lib/db/distinct.ts";
import { Prisma } from "#lib/db/generated/client.ts";

/** The currencies that something was ever priced in, besides those `offered` now; the default one first. */
export async function reportCurrencies(offered: string[], preferred: string): Promise<string[]> {
  const column = Prisma.sql`"currency"`;
  const used = await Promise.all([Prisma.sql`"PriceAmount"`, Prisma.sql`"Subscription"`].map((table) => valuesOf(table, column)));
  const others = [...offered, ...used.flat()].filter((currency) => currency !== preferred);
  return [preferred, ...new Set(others.sort())];
}

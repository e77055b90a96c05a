import { z } from "zod";
import { db } from "#lib/db/client.ts";

const row = z.object({ currency: z.string() });

/** The currencies that something was ever priced in, besides those `offered` now; the default one first. */
export async function reportCurrencies(offered: string[], preferred: string): Promise<string[]> {
  const rows = await db.$queryRaw`SELECT DISTINCT "currency" FROM "PriceAmount" UNION SELECT DISTINCT "currency" FROM "Subscription"`;
  const others = [
    ...offered,
    ...row
      .array()
      .parse(rows)
      .map(({ currency }) => currency),
  ].filter((currency) => currency !== preferred);
  return [preferred, ...new Set(others.sort())];
}

import { z } from "zod";
import type { Prisma } from "#lib/db/generated/client.ts";
import { toJson } from "#lib/kernel/json.ts";
import type { DraftLine } from "./draft.ts";
import { draftKind } from "./line-kinds.ts";

const minor = z.string().transform(BigInt);
const reference = z.string().nullish();
const instant = z.coerce.date().nullish();

/** A line as a JSON column keeps it: amounts are minor units as text. */
export const storedLine: z.ZodType<DraftLine> = z.object({
  kind: draftKind,
  description: z.string(),
  quantity: z.int(),
  unitAmount: minor,
  discount: minor,
  net: minor,
  tax: minor,
  total: minor,
  taxRatePpm: z.int(),
  taxName: z.string(),
  taxCountry: z.string().nullable(),
  planId: reference,
  priceId: reference,
  itemId: reference,
  creditsId: reference,
  periodStart: instant,
  periodEnd: instant,
});

export function writeLine(line: DraftLine): Prisma.InputJsonObject {
  return toJson(line);
}

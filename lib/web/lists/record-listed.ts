import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { recordMatches } from "#lib/billing/settling/record-line.ts";
import { optionalDate, optionalId } from "#lib/kernel/inputs.ts";
import { SEARCH_LENGTH } from "./page-params.ts";
import { nextOpenLines } from "./statement-lines.ts";

/** The filters of the list, and the line after which to go on. */
export const recordListedInput = z.object({
  q: z.string("invalid").trim().max(SEARCH_LENGTH, "too_long").default(""),
  statement: z.string("invalid").max(9, "too_long").default(""),
  from: optionalDate.default(null),
  to: optionalDate.default(null),
  after: optionalId,
});
export type RecordListedInput = z.output<typeof recordListedInput>;

/** `left`: so many lines were not looked at yet, those after `after`. */
export type RecordedListed = { recorded: number; left: number; after: string | null };

/** As many as one request takes a few seconds for. */
const AT_ONCE = 200;

/** Records those of the next lines of a list that match to the unit. Whoever goes on until none is left has recorded all that match, on whatever page they stand. */
export async function recordListed({ after, ...filter }: RecordListedInput, actor: Actor, size = AT_ONCE): Promise<RecordedListed> {
  const { ids, left } = await nextOpenLines(filter, after ?? null, size);
  const recorded = await recordMatches({ lineIds: ids }, actor);
  return { recorded, left, after: left > 0 ? ids[ids.length - 1] : null };
}

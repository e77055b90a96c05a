import { z } from "zod";
import { type Export, Prisma } from "#lib/db/generated/client.ts";
import { takeDue } from "#lib/db/lease.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { log } from "#lib/kernel/log.ts";
import { decodeCursor, encodeCursor } from "#lib/kernel/place.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { openFile } from "./file.ts";
import { failExport, keepPart, retryExport } from "./keep-part.ts";
import { LIST_NAMES, LISTS } from "./lists.ts";

/** A worker that has written nothing for so long is taken for dead. */
const LEASE_MS = 120_000;
const MOST_TRIES = 5;

/** So many rows are held at a time. */
const PAGE_ROWS = 500;
/** A part is full then; or, of a list that is slow to read, after a while. */
const PART_BYTES = 1_000_000;
const PART_MS = 3_000;

const place = z.object({ cursor: z.string(), file: z.unknown() }).nullable();

/**
 * Writes the next part of exports that are not at their end, those first that wait longest. What goes on is kept with each part, so any worker writes the
 * next one: none holds up another for longer than a part takes, and who is killed loses no more than the part that was under way. Returns how many parts.
 */
export async function writeExports(limit: number): Promise<number> {
  const taken = await takeDue("Export", { due: "nextRunAt", which: Prisma.sql`TRUE`, limit, forMs: LEASE_MS, counted: "tries" });
  for (const each of taken) await writeNext(each);
  return taken.length;
}

async function writeNext(asked: Export): Promise<void> {
  if (asked.tries > MOST_TRIES) return failExport(asked, "unexpected");
  try {
    await keepPart(asked, await nextPart(asked));
  } catch (error) {
    if (error instanceof DomainError) return failExport(asked, error.code);
    log.error({ err: error, export: asked.id }, "a part of an export was not written");
    await retryExport(asked, new Date(now().getTime() + asked.tries * 5_000));
  }
}

/** The rows of the list from where the export stands, as a piece of its file. */
async function nextPart(asked: Export) {
  const list = LISTS[z.enum(LIST_NAMES).parse(asked.list)];
  const { timeZone } = (await getSettings()).company;
  const began = place.parse(asked.place);
  const file = openFile(asked.format, began?.file ?? null, { columns: list.columns, timeZone });
  const pieces: Uint8Array[] = [];
  const until = performance.now() + PART_MS;
  let rows = 0;
  let cursor = began ? decodeCursor(began.cursor) : null;
  do {
    const page = await list.read(asked.filter, { timeZone, madeBy: asked.askedAt, cursor, size: PAGE_ROWS });
    pieces.push(await file.add(page.rows));
    rows += page.rows.length;
    cursor = page.after;
  } while (cursor && performance.now() < until && lengthOf(pieces) < PART_BYTES);
  if (!cursor) pieces.push(await file.end());
  return { body: Buffer.concat(pieces), rows, place: cursor && { cursor: encodeCursor(cursor), file: file.state } };
}

function lengthOf(pieces: Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

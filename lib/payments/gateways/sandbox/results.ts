import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";

const schema = z.object({
  at: z.coerce.date(),
  /** Last four digits of the card chosen on a hosted page. */
  card: z.string().optional(),
  /** The viewer's answer to the bank's question. */
  approved: z.boolean().optional(),
  canceled: z.boolean().optional(),
  /** The charge that took a slot of a card that declines twice. */
  transactionId: z.string().optional(),
});

export type Result = z.output<typeof schema>;

/** Keeps what happened under `key` and returns what holds: this, or what was there first. */
export async function remember(key: string, result: Omit<Result, "at">): Promise<Result> {
  const { folder, file } = place(key);
  const draft = join(folder, `${randomUUID()}.tmp`);
  const kept = { ...result, at: now() };
  await mkdir(folder, { recursive: true });
  await writeFile(draft, JSON.stringify(kept));
  try {
    await link(draft, file); // atomic, and refuses when the file is there
    return kept;
  } catch (error) {
    const first = await recall(key);
    if (!first) throw error;
    return first;
  } finally {
    await rm(draft, { force: true });
  }
}

export async function recall(key: string): Promise<Result | null> {
  try {
    return schema.parse(JSON.parse(await readFile(/* turbopackIgnore: true */ place(key).file, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function place(key: string): { folder: string; file: string } {
  const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
  const folder = join(env().DATA_DIR, "sandbox", name.slice(0, 2));
  return { folder, file: join(folder, `${name}.json`) };
}

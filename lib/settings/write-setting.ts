import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";

/** Writes what is kept under a key: a section, or what a process notes of itself. */
export async function writeSetting(client: Tx, key: string, value: Prisma.InputJsonValue, updatedAt: Date): Promise<void> {
  const row = { value, updatedAt };
  await client.setting.upsert({ where: { key }, create: { key, ...row }, update: row });
}

import { db } from "#lib/db/client.ts";
import { together } from "#lib/db/together.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type Settings, settingsSchema } from "./schema.ts";

let last: { saved: string; settings: Settings } | undefined;

/**
 * All settings, with the defaults for what was never saved. One query, also for several who ask together outside a transaction; what comes back unchanged is
 * parsed once and shared, so it is frozen.
 */
export function getSettings(tx?: Tx): Promise<Settings> {
  return tx ? read(tx) : readTogether(undefined);
}

const readTogether = together(async (askers: undefined[]): Promise<Settings[]> => {
  const settings = await read(db);
  return askers.map(() => settings);
});

async function read(client: Tx): Promise<Settings> {
  const [{ saved }] = await client.$queryRaw<[{ saved: string }]>`
    /* kept */ SELECT coalesce(jsonb_object_agg("key", "value"), '{}')::text AS "saved" FROM "Setting" WHERE "key" = ANY (${Object.keys(settingsSchema)})`;
  if (saved !== last?.saved) last = { saved, settings: parseSettings(JSON.parse(saved)) };
  return last.settings;
}

function parseSettings(saved: Record<string, unknown>): Settings {
  const sections = Object.entries(settingsSchema).map(([key, schema]) => [key, schema.parse(saved[key] ?? {})]);
  return frozen(Object.fromEntries(sections) as Settings);
}

/** With all that is in it. */
function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) frozen(part);
  return Object.freeze(value);
}

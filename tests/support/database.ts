import { afterAll, beforeAll } from "vitest";
import { db } from "#lib/db/client.ts";
import { onServer } from "./global-setup.ts";

/** Gives this test file a migrated database of its own, empty but for the letters that ship, to which `db` and `env().DATABASE_URL` point. Call it at the top. */
export function useDatabase(): void {
  const name = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
  // Files are copied as they are: through the log, as is usual, a copy takes twice as long.
  const copy = `TEMPLATE ${process.env.TEST_DATABASE_TEMPLATE} STRATEGY FILE_COPY`;
  beforeAll(() => onServer(`CREATE DATABASE ${name} ${copy}`));
  afterAll(async () => {
    await db.$disconnect();
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  });
}

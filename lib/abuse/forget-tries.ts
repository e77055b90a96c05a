import { db } from "#lib/db/client.ts";

const DAY_MS = 86_400_000;

/** Deletes counts whose window has been over for a day. */
export function forgetTries(at: Date, limit: number): Promise<number> {
  const dayAgo = new Date(at.getTime() - DAY_MS);
  return db.$executeRaw`
    DELETE FROM "PaymentTry" WHERE "key" IN (SELECT "key" FROM "PaymentTry" WHERE "resetsAt" <= ${dayAgo} LIMIT ${limit})`;
}

import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { readVatNumber } from "./vat-number.ts";

const FORGOTTEN_DAYS = 30;

/**
 * A viewer bears a VAT number from now on: its registry is asked soon. What it said when nobody had asked for long counts no more. A number that no
 * country of the Union gives is nobody's to answer.
 */
export async function noteVatNumber(tx: Tx, vatId: string): Promise<void> {
  if (!readVatNumber(vatId)) return;
  const at = now();
  const since = new Date(at.getTime() - FORGOTTEN_DAYS * 24 * 60 * 60 * 1000);
  await tx.$executeRaw`
    INSERT INTO "VatNumber" ("id", "number", "dueAt", "createdAt") VALUES (${newId()}::uuid, ${vatId}, ${at}, ${at})
    ON CONFLICT ("number") DO UPDATE SET "dueAt" = excluded."dueAt", "attempts" = 0,
      "status" = CASE WHEN "VatNumber"."checkedAt" < ${since} THEN 'UNVERIFIED'::"VatStanding" ELSE "VatNumber"."status" END`;
}

import { db } from "#lib/db/client.ts";
import type { VatStanding } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { readVatNumber } from "./vat-number.ts";

/** What the registry said last of a number; UNVERIFIED where it was not asked yet. */
export async function vatStatusOf(tx: Tx, vatId: string): Promise<VatStanding> {
  const found = await tx.vatNumber.findUnique({ where: { number: vatId }, select: { status: true } });
  return found?.status ?? "UNVERIFIED";
}

/** The same with the evidence, newest first. `unreadable`: no country of the Union gives such a number, so nobody is asked. */
export async function vatNumberDetails(vatId: string) {
  if (!readVatNumber(vatId)) return "unreadable" as const;
  const known = await db.vatNumber.findUnique({ where: { number: vatId }, include: { checks: { orderBy: { at: "desc" }, take: 10 } } });
  return known ?? { status: "UNVERIFIED" as const, checkedAt: null, trouble: null, checks: [] };
}
export type VatNumberDetails = Awaited<ReturnType<typeof vatNumberDetails>>;

import { db } from "#lib/db/client.ts";

const MOST = 20;

/** Accounts and networks that were asked for a challenge, or refused, since about a day; those that tried the most come first. */
export function checkedLately() {
  return db.paymentTry.findMany({
    where: { OR: [{ challenged: { gt: 0 } }, { refused: { gt: 0 } }] },
    orderBy: [{ refused: "desc" }, { challenged: "desc" }, { key: "asc" }],
    take: MOST,
  });
}

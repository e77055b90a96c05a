import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { snapshot, type Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import { type Posted, postedMoney } from "./money.ts";
import type { Months } from "./revenue-waterfall.ts";

/** Minor units: what we owe to viewers on their balances; above zero what came to them, below zero what left. */
export type BalanceMonth = {
  month: string;
  opening: bigint;
  toppedUp: bigint;
  returned: bigint;
  given: bigint;
  spent: bigint;
  expired: bigint;
  takenBack: bigint;
  closing: bigint;
};

/** Minor units of face value: vouchers that can be redeemed. */
export type VoucherMonth = {
  month: string;
  opening: bigint;
  made: bigint;
  redeemed: bigint;
  expired: bigint;
  revoked: bigint;
  closing: bigint;
};

export type Liabilities = { balances: BalanceMonth[]; vouchers: VoucherMonth[] };

/** What we owe on balances and vouchers month by month in one currency, and what changed it. Balances as the ledger has them; of vouchers it has only what was redeemed. */
export function liabilities(months: Months, currency: string): Promise<Liabilities> {
  return snapshot(async (tx) => {
    const posted = await postedMoney(tx, months, currency, Prisma.sql`"account" = ${BALANCE}`);
    return { balances: balanceMonths(posted, months), vouchers: await voucherMonths(tx, months, currency) };
  });
}

type Moved = Exclude<keyof BalanceMonth, "month" | "opening" | "closing">;

/** What a posting to the balance is, by its cause; what operators give and take is all else. */
function moveOf({ cause, amount }: Posted): Moved {
  if (cause === "charge") return amount < 0n ? "toppedUp" : "spent";
  if (cause === "issue" || cause === "refund" || cause === "refund-returned") return "returned";
  if (cause === "top-up" || cause === "top-up-disputed") return "takenBack";
  return cause === "expired" ? "expired" : "given";
}

function balanceMonths(posted: Posted[], { from, count }: Months): BalanceMonth[] {
  const sum = (rows: Posted[]) => rows.reduce((all, { amount }) => all - amount, 0n);
  let balance = sum(posted.filter(({ place }) => place === 0));
  return Array.from({ length: count }, (_, index) => {
    const mine = posted.filter(({ place }) => place === index + 1);
    const moved = (move: Moved) => sum(mine.filter((row) => moveOf(row) === move));
    const opening = balance;
    balance += sum(mine);
    return {
      month: from.add({ months: index }).toString(),
      opening,
      toppedUp: moved("toppedUp"),
      returned: moved("returned"),
      given: moved("given"),
      spent: moved("spent"),
      expired: moved("expired"),
      takenBack: moved("takenBack"),
      closing: balance,
    };
  });
}

const vouchers = z.array(
  z.object({
    /** Months of the report, from 1; 0 is before. */
    made: z.int(),
    /** Null: it can be redeemed; the one behind the last month: not in it. */
    ended: z.int().nullable(),
    how: z.enum(["redeemed", "expired", "revoked"]).nullable(),
    amount: z.bigint(),
  }),
);

/** Counted in an index of all codes, for a batch expires as a whole, with the last instant of its last day, and its codes are redeemed one by one. */
async function voucherMonths(tx: Tx, { from, count, timeZone }: Months, currency: string): Promise<VoucherMonth[]> {
  const instants = Array.from({ length: count + 1 }, (_, index) =>
    startOfDay(from.add({ months: index }).toPlainDate({ day: 1 }), timeZone),
  );
  const rows = vouchers.parse(
    await tx.$queryRaw`
      SELECT width_bucket(b."createdAt", ${instants}::timestamptz[]) AS "made", width_bucket(e."at", ${instants}::timestamptz[]) AS "ended",
        CASE WHEN v."redeemedAt" IS NOT NULL THEN 'redeemed' WHEN e."at" = b."expiresAt" - interval '1 millisecond' THEN 'expired' WHEN e."at" IS NOT NULL THEN 'revoked' END AS "how",
        sum(b."amount")::bigint AS "amount"
      FROM "VoucherBatch" b JOIN "Voucher" v ON v."batchId" = b."id"
      CROSS JOIN LATERAL (SELECT coalesce(v."redeemedAt", least(v."revokedAt", b."revokedAt", CASE WHEN b."expiresAt" <= ${now()} THEN b."expiresAt" - interval '1 millisecond' END)) AS "at") e
      WHERE b."currency" = ${currency} AND b."createdAt" < ${instants[count]} GROUP BY 1, 2, 3`,
  );
  const sum = (wanted: (row: (typeof rows)[number]) => boolean) => rows.reduce((all, row) => (wanted(row) ? all + row.amount : all), 0n);
  let open = sum(({ made, ended }) => made === 0 && ended !== 0);
  return Array.from({ length: count }, (_, index) => {
    const place = index + 1;
    const left = (how: "redeemed" | "expired" | "revoked") => -sum((row) => row.ended === place && row.how === how);
    const opening = open;
    const moved = {
      made: sum(({ made }) => made === place),
      redeemed: left("redeemed"),
      expired: left("expired"),
      revoked: left("revoked"),
    };
    open += moved.made + moved.redeemed + moved.expired + moved.revoked;
    return { month: from.add({ months: index }).toString(), opening, ...moved, closing: open };
  });
}

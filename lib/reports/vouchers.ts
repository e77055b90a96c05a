import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { csvLine } from "#lib/kernel/csv.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { unsealed } from "#lib/kernel/seal.ts";
import { type VoucherState, voucherState } from "#lib/wallet/voucher-state.ts";

const WITH_PLAN = {
  price: { select: { interval: true, intervalCount: true, plan: { select: { name: true } } } },
} satisfies Prisma.VoucherBatchInclude;

type WithPlan = Prisma.VoucherBatchGetPayload<{ include: typeof WITH_PLAN }>;

export type VoucherBatchRow = WithPlan & { count: number; redeemed: number };

/** The batches of vouchers, the newest first, with how many of each were redeemed. */
export async function voucherBatches(take = 200): Promise<VoucherBatchRow[]> {
  const [batches, redeemed] = await Promise.all([
    db.voucherBatch.findMany({
      include: { ...WITH_PLAN, _count: { select: { vouchers: true } } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take,
    }),
    db.voucher.groupBy({ by: ["batchId"], where: { redeemedAt: { not: null } }, _count: true }),
  ]);
  const counts = new Map(redeemed.map(({ batchId, _count }) => [batchId, _count]));
  return batches.map(({ _count, ...batch }) => ({ ...batch, count: _count.vouchers, redeemed: counts.get(batch.id) ?? 0 }));
}

/** `ending`: the last letters of its code, by which a viewer and an operator know that they speak of the same one. */
export type VoucherRow = {
  id: string;
  number: number;
  ending: string;
  state: VoucherState;
  redeemedAt: Date | null;
  customer: { id: string; name: string } | null;
};

export type VoucherBatchDetails = WithPlan & { vouchers: VoucherRow[] };

/** A batch with its vouchers; null where there is none. */
export async function voucherBatch(id: string): Promise<VoucherBatchDetails | null> {
  const batch = await db.voucherBatch.findUnique({
    where: { id },
    include: { ...WITH_PLAN, vouchers: { orderBy: { number: "asc" }, include: { customer: { select: { id: true, name: true } } } } },
  });
  if (!batch) return null;
  const at = now();
  const vouchers = batch.vouchers.map(({ id: voucherId, number, sealed, redeemedAt, revokedAt, customer }) => ({
    id: voucherId,
    number,
    ending: unsealed(sealed)?.slice(-4) ?? "",
    state: voucherState({ redeemedAt, revokedAt, batch }, at),
    redeemedAt,
    customer,
  }));
  return { ...batch, vouchers };
}

export type VoucherCodes = { batch: WithPlan; codes: { number: number; code: string }[] };

/** The codes of a batch that can be redeemed now, once it is written down who took them and how. Null where there is no batch. */
export async function takeVoucherCodes(batchId: string, format: "csv" | "pdf", actor: Actor): Promise<VoucherCodes | null> {
  const batch = await db.voucherBatch.findUnique({
    where: { id: batchId },
    include: { ...WITH_PLAN, vouchers: { where: { redeemedAt: null }, orderBy: { number: "asc" } } },
  });
  if (!batch) return null;
  await recordAudit(db, { actor, action: "voucher.exported", subjectType: "voucher", subjectId: batchId, after: { format } });
  const at = now();
  const usable = batch.vouchers.filter((voucher) => voucherState({ ...voucher, batch }, at) === "redeemable");
  return { batch, codes: usable.flatMap(({ number, sealed }) => ({ number, code: unsealed(sealed) ?? "" })).filter(({ code }) => code) };
}

/** As a file for whoever prints or sells them. */
export function voucherCsv({ batch, codes }: VoucherCodes, shop: string): string {
  const { amount, currency, expiresAt, price } = batch;
  const lines = codes.map(({ number, code }) =>
    csvLine([number, code, redeemLink(shop, code), toDecimal({ minor: amount, currency }), currency, price?.plan.name ?? "", expiresAt]),
  );
  return `\uFEFF${csvLine(["number", "code", "link", "amount", "currency", "plan", "expires_at"])}${lines.join("")}`;
}

function redeemLink(shop: string, code: string): string {
  return `${shop}/redeem?code=${code}`;
}

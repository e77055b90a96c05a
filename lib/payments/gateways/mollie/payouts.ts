import type { MollieClient } from "@mollie/api-client";
import type { ListedPayout, ListPage, ListWindow, PayoutLine } from "../../gateway-lists.ts";
import { fromMollieAmount, isSomething } from "./amount.ts";
import { ORGANIZATION_TOKEN } from "./client.ts";
import { isForbidden, readable } from "./errors.ts";
import { periodLines, type Settled } from "./periods.ts";

/** The most that Mollie gives at once. */
const LIMIT = 250;
/** A settlement of a month may be listed by when that began. */
const LONGEST_MS = 35 * 24 * 60 * 60_000;

/** What the token must be allowed; Mollie calls them so where it is made. */
const PERMISSIONS = ["settlements.read", "payments.read", "refunds.read"];

/** Settlements, the newest first and of all times: read until they are too old. @throws as mollieListed */
export async function molliePayouts(mollie: MollieClient, { from, to, page }: ListWindow): Promise<ListPage<ListedPayout>> {
  const list = await allowed(() => mollie.settlements.page({ limit: LIMIT, ...(page && { from: page }) }));
  const oldest = list.at(-1);
  const goesOn = oldest && new Date(oldest.createdAt).getTime() >= from.getTime() - LONGEST_MS;
  const items = list.filter(isClosed).map(listedPayout);
  return { items: items.filter(({ at }) => at >= from && at < to), next: goesOn ? (list.nextPageCursor ?? null) : null };
}

/** What is still gathered has no total yet. */
function isClosed({ status }: Settled): boolean {
  return String(status) !== "open";
}

const STATUS: Record<string, ListedPayout["status"]> = { paidout: "paid", failed: "failed" };

function listedPayout({ id, status, amount, createdAt, settledAt }: Settled): ListedPayout {
  const said = STATUS[status] ?? "waiting";
  return {
    reference: id,
    status: said,
    total: fromMollieAmount(amount),
    at: new Date(settledAt ?? createdAt),
    arrivesAt: settledAt ? new Date(settledAt) : undefined,
    lines: said === "waiting" ? "later" : "ready",
  };
}

/** Mollie has a list for each kind, and the sums of each month; they are read one after the other. `page`: which, and from what in it. */
const LISTS = ["payment", "capture", "refund", "chargeback", "period"] as const;
type List = (typeof LISTS)[number];

/** What a settlement is made of. @throws as mollieListed */
export async function molliePayoutLines(
  mollie: MollieClient,
  payout: { reference: string; page: string | null },
): Promise<ListPage<PayoutLine>> {
  const [named, after] = payout.page?.split(":") ?? [];
  const list = LISTS.find((kind) => kind === named) ?? LISTS[0];
  const asked = { settlementId: payout.reference, limit: LIMIT, ...(after && { from: after }) };
  const { lines, next } = await allowed(() => read(mollie, list, asked));
  const following = LISTS[LISTS.indexOf(list) + 1];
  return { items: lines, next: next ? `${list}:${next}` : following ? `${following}:` : null };
}

type Asked = { settlementId: string; limit: number; from?: string };

async function read(mollie: MollieClient, list: List, asked: Asked): Promise<{ lines: PayoutLine[]; next?: string }> {
  if (list === "period") return { lines: periodLines(await mollie.settlements.get(asked.settlementId)) };
  if (list === "payment") {
    const page = await mollie.settlementPayments.page(asked);
    return {
      next: page.nextPageCursor,
      lines: page.flatMap((paid) => lineOf(paid, { kind: "payment", paymentReference: paid.id, text: paid.description })),
    };
  }
  if (list === "capture") {
    const page = await mollie.settlementCaptures.page(asked);
    return {
      next: page.nextPageCursor,
      lines: page.flatMap((taken) => lineOf(taken, { kind: "payment", paymentReference: taken.paymentId })),
    };
  }
  if (list === "refund") {
    const page = await mollie.settlementRefunds.page(asked);
    const lines = page.flatMap((given) =>
      lineOf(given, {
        kind: "refund",
        paymentReference: given.paymentId,
        refundReference: `${given.paymentId}/${given.id}`,
        text: given.description,
      }),
    );
    return { next: page.nextPageCursor, lines };
  }
  const page = await mollie.settlementChargebacks.page(asked);
  const lines = page.flatMap((back) => lineOf(back, { kind: "dispute", paymentReference: back.paymentId, text: back.reason?.description }));
  return { next: page.nextPageCursor, lines };
}

type Moved = { id: string; createdAt: string; amount: Settled["amount"]; settlementAmount?: Settled["amount"] | null };
type Said = Pick<PayoutLine, "kind" | "paymentReference" | "refundReference" | "text">;

/** What Mollie itself paid or took for it, below zero for what it took; no line where it did not (PayPal pays by itself). Fees are told by the month. */
function lineOf({ id, createdAt, amount, settlementAmount }: Moved, said: Said): PayoutLine[] {
  if (!settlementAmount || !isSomething(settlementAmount)) return [];
  const { minor: gross, currency } = fromMollieAmount(settlementAmount);
  const own = fromMollieAmount(amount);
  const exchanged = own.currency === currency ? undefined : { ...own, minor: gross < 0n ? -own.minor : own.minor };
  return [{ ...said, reference: id, gross, fee: 0n, net: gross, exchanged, at: new Date(createdAt) }];
}

/** @throws Error that says what the token may not, which nobody else would know. */
async function allowed<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await readable(call);
  } catch (error) {
    throw isForbidden(error)
      ? new Error(`Mollie does not let ${ORGANIZATION_TOKEN} read what it settles: it needs ${PERMISSIONS.join(", ")}.`)
      : error;
  }
}

/** @throws Error that names what the token may not do. */
export async function testToken(mollie: MollieClient): Promise<void> {
  const asked = await allowed(() => Promise.all(PERMISSIONS.map((id) => mollie.permissions.get(id))));
  const lacking = asked.filter(({ granted }) => !granted).map(({ id }) => id);
  if (lacking.length > 0) throw new Error(`${ORGANIZATION_TOKEN} lacks ${lacking.join(", ")}: make another one at Mollie with it.`);
}

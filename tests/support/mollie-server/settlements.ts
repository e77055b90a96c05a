import { money, multiplyHalfAwayFromZero, parseMoney, toDecimal } from "#lib/kernel/money.ts";
import { type Amount, type Payload, settlementPayload } from "./payloads.ts";
import type { World } from "./world.ts";

/** What Mollie takes for one of each, with VAT, in ten-thousandths: 0.35 and 0.25 with 21 %. */
const COST = { payment: 4235n, refund: 3025n, chargeback: 90750n };
type Kind = keyof typeof COST;

/** Mollie pays by itself what these bring; it only arranges them. */
const ELSEWHERE = new Set(["paypal"]);

/** The settlement of what was settled, and what Mollie paid or took for it. */
const settledIn = new WeakMap<Payload, { id: string; settlementAmount?: Amount }>();
const minor = ({ value, currency }: Amount) => parseMoney(value, currency).minor;
const amountOf = (value: bigint, currency: string): Amount => ({ currency, value: toDecimal(money(value, currency)) });
/** With the four decimals of periods. */
function fine(tenThousandths: bigint): Amount {
  const digits = String(tenThousandths).replace("-", "").padStart(5, "0");
  return { currency: "EUR", value: `${tenThousandths < 0n ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}` };
}

/**
 * Sends what the account holds to the bank in euros, with what Mollie takes for it. `fields`: what else the settlement says. `extra`: what is in its sums alone. `rate`: euros for one of
 * another currency, in percent.
 */
export function settle(
  world: World,
  fields: Record<string, unknown> = {},
  { extra = [], rate = 100n }: { extra?: Extra[]; rate?: bigint } = {},
): Payload {
  const made = settlementPayload(world.url, fields);
  const listed = [
    ...[...world.payments.values()].filter(({ status }) => status === "paid").map((item) => ({ item, kind: "payment" as const })),
    ...world.refunds.filter(({ status }) => status === "refunded").map((item) => ({ item, kind: "refund" as const })),
    ...world.chargebacks.map((item) => ({ item, kind: "chargeback" as const })),
  ].filter(({ item }) => !settledIn.has(item) && minor(item.amount as Amount) > 0n);
  const groups = new Map<string, { kind: Kind; method: string; count: bigint; sum: bigint }>();
  for (const { item, kind } of listed) {
    const paidWith = String((kind === "payment" ? item : world.payment(String(item.paymentId))).method);
    const moved = ELSEWHERE.has(paidWith) ? 0n : euros(item.amount as Amount, rate) * (kind === "payment" ? 1n : -1n);
    const isTold = kind !== "payment" || moved !== 0n;
    settledIn.set(item, { id: made.id, ...(isTold && { settlementAmount: amountOf(moved, "EUR") }) });
    if (kind !== "chargeback") item.settlementId = made.id;
    const method = kind === "payment" ? paidWith : kind;
    const group = groups.get(method) ?? { kind, method, count: 0n, sum: 0n };
    groups.set(method, { ...group, count: group.count + 1n, sum: group.sum + moved });
  }
  const revenue = [...groups.values()].map(({ method, count, sum }) => ({ method, count, gross: sum * 100n }));
  const costs = [...groups.values()].map(({ kind, method, count }) => ({ method, count, gross: COST[kind] * count }));
  const others = extra.map(({ method, minor: gross }) => ({ method, count: 1n, gross: gross * 100n }));
  const [year, month] = String(made.createdAt).split("-");
  made.periods = {
    [year]: { [month]: { revenue: [...revenue, ...others].map(sumPayload), costs: costs.map((of) => ({ ...sumPayload(of), rate: {} })) } },
  };
  const total = [...revenue, ...others].reduce((all, { gross }) => all + gross, 0n) - costs.reduce((all, { gross }) => all + gross, 0n);
  made.amount = fields.amount ?? amountOf(multiplyHalfAwayFromZero(total, 1n, 100n), "EUR");
  world.settlements.unshift(made);
  return made;
}

/** What a settlement has beside payments, refunds and chargebacks: a correction, a reserve. */
type Extra = { method: string | null; minor: bigint };

function euros(amount: Amount, rate: bigint): bigint {
  return amount.currency === "EUR" ? minor(amount) : multiplyHalfAwayFromZero(minor(amount), rate, 100n);
}

function sumPayload({ method, count, gross }: { method: string | null; count: bigint; gross: bigint }): object {
  return {
    description: method ?? "Correction",
    method,
    count: Number(count),
    amountNet: fine(gross),
    amountVat: null,
    amountGross: fine(gross),
  };
}

/** What a settlement is made of, as its lists have it: all of it is live. */
export function settledBy(items: Iterable<Payload>, settlement: Payload): Payload[] {
  return [...items].flatMap((item) => {
    const { id, ...said } = settledIn.get(item) ?? {};
    return id === settlement.id ? [{ ...item, ...said, ...("mode" in item && { mode: "live" }) }] : [];
  });
}

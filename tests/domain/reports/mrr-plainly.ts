import { db } from "#lib/db/client.ts";

type Kind = "NEW" | "REACTIVATION" | "EXPANSION" | "CONTRACTION" | "CHURN";
type Days = { start: Date; end: Date };

/** Of what is worth a month: 84ths of a minor unit, of which a week has 365, a month 84 and a year 7. */
const PARTS = { DAY: 0n, WEEK: 365n, MONTH: 84n, YEAR: 7n };

/** MRR and its movements in a span of time, counted once more from nothing but the rows: who pays what on each instant at which anything happened, one after the other. */
export async function plainly({ start, end }: Days, currency: string) {
  const customers = await customersOf(currency);
  const sums = { NEW: 0n, REACTIVATION: 0n, EXPANSION: 0n, CONTRACTION: 0n, CHURN: 0n };
  const counts = { NEW: 0, REACTIVATION: 0, EXPANSION: 0, CONTRACTION: 0, CHURN: 0 };
  const [opening, closing] = [
    { mrr: 0n, subscribers: 0 },
    { mrr: 0n, subscribers: 0 },
  ];
  for (const worthAt of customers.values()) {
    let [paid, before] = [false, 0n];
    for (const instant of worthAt.instants) {
      const after = worthAt.at(instant);
      if (after !== before && instant >= start.getTime() && instant < end.getTime()) {
        const kind: Kind =
          before === 0n ? (paid ? "REACTIVATION" : "NEW") : after === 0n ? "CHURN" : after > before ? "EXPANSION" : "CONTRACTION";
        sums[kind] += after - before;
        counts[kind] += 1;
      }
      paid ||= after > 0n;
      before = after;
    }
    for (const [sum, at] of [
      [opening, start.getTime()],
      [closing, end.getTime()],
    ] as const) {
      const worth = worthAt.at(at - 1);
      sum.mrr += worth;
      sum.subscribers += Number(worth > 0n);
    }
  }
  let reached = opening.mrr;
  const movements = Object.fromEntries(
    (["NEW", "REACTIVATION", "EXPANSION", "CONTRACTION", "CHURN"] as const).map((kind) => {
      const before = whole(reached);
      reached += sums[kind];
      return [kind, { mrr: whole(reached) - before, count: counts[kind] }];
    }),
  );
  const days = BigInt(Math.max(Math.round((end.getTime() - start.getTime()) / 86_400_000), 1));
  const rate = (part: bigint, first: bigint, last: bigint) => {
    const [top, bottom] = days > 31n ? [part * 2n * 365n, (first + last) * 12n * days] : [part, first];
    return bottom > 0n ? round(top * 1_000_000n, bottom) : null;
  };
  const lost = -sums.CHURN - sums.CONTRACTION;
  return {
    opening: { ...opening, mrr: whole(opening.mrr) },
    movements,
    closing: { ...closing, mrr: whole(closing.mrr) },
    arpu: closing.subscribers > 0 ? round(closing.mrr, 84n * BigInt(closing.subscribers)) : null,
    customerChurnPpm: rate(BigInt(counts.CHURN), BigInt(opening.subscribers), BigInt(closing.subscribers)),
    netChurnPpm: rate(lost - sums.EXPANSION - sums.REACTIVATION, opening.mrr, closing.mrr),
    trialConversionPpm: await trialConversion({ start, end }, currency),
  };
}

async function customersOf(currency: string) {
  const subscriptions = await db.subscription.findMany({
    where: { currency, oneTerm: false },
    include: { items: { include: { price: true } }, events: { orderBy: { position: "asc" } } },
  });
  const told = subscriptions.map((subscription) => ({
    ...subscription,
    happened: subscription.events
      .filter(({ type }) => type !== "canceled" && type !== "paused")
      .map(({ type, at, data }) => ({
        type,
        data,
        at: type === "ended" ? Date.parse((data as { endedAt: string }).endedAt) : at.getTime(),
      })),
  }));
  type Told = (typeof told)[number];
  const worthOf = ({ happened, items, trialEndsAt, couponPercentPpm }: Told, at: number): bigint => {
    const until = happened.filter((event) => event.at <= at);
    const access = until.filter(({ type }) => type === "granted" || type === "ended").at(-1)?.type === "granted";
    const tried = trialEndsAt !== null && !until.some(({ type }) => type === "renewed");
    if (!access || tried) return 0n;
    const changes = happened.filter(({ type }) => type === "plan_changed" || type === "discount_given");
    const next = changes.find((event) => event.at > at);
    const given = next ? next.type === "plan_changed" && (next.data as { was?: object }).was !== undefined : couponPercentPpm !== null;
    const standing = items.filter(({ addedAt, removedAt }) => addedAt.getTime() <= at && (removedAt === null || at < removedAt.getTime()));
    return standing.reduce((sum, { amount, price }) => sum + (amount - (given ? round(amount, 4n) : 0n)) * PARTS[price.interval], 0n);
  };
  return new Map(
    [...Map.groupBy(told, ({ payerId }) => payerId)].map(([payerId, of]) => [
      payerId,
      {
        instants: [
          ...new Set(
            of.flatMap(({ happened, items }) =>
              [...happened, ...items.map(({ addedAt }) => ({ at: addedAt.getTime() }))].map(({ at }) => at),
            ),
          ),
        ].sort((a, b) => a - b),
        at: (instant: number) => of.reduce((sum, subscription) => sum + worthOf(subscription, instant), 0n),
      },
    ]),
  );
}

async function trialConversion({ start, end }: Days, currency: string): Promise<bigint | null> {
  const subscriptions = await db.subscription.findMany({
    where: { currency, oneTerm: false, trialEndsAt: { not: null } },
    include: { events: { orderBy: { position: "asc" } } },
  });
  const isIn = (at: Date | string | undefined) => at !== undefined && new Date(at) >= start && new Date(at) < end;
  let [converted, lost] = [0n, 0n];
  for (const { events } of subscriptions) {
    const renewals = events.filter(({ type }) => type === "renewed");
    const owed = events.find(({ type, position }) => type === "past_due" && (!renewals[1] || position < renewals[1].position));
    const late = events.find(({ type }) => type === "recovered");
    const end = events.find(
      ({ type, position }) =>
        type === "ended" && (renewals.length === 0 || (owed && !(late && late.position < position) && position > owed.position)),
    );
    if (owed ? late && (!end || late.position < end.position) : renewals.length > 0)
      converted += isIn(owed ? late?.at : renewals[0].at) ? 1n : 0n;
    else if (end) lost += isIn((end.data as { endedAt: string }).endedAt) ? 1n : 0n;
  }
  return converted + lost > 0n ? round(converted * 1_000_000n, converted + lost) : null;
}

function whole(parts: bigint): bigint {
  return round(parts, 84n);
}

/** Half away from zero. */
function round(top: bigint, bottom: bigint): bigint {
  const doubled = (top < 0n ? -top : top) * 2n + bottom;
  return (top < 0n ? -1n : 1n) * (doubled / (bottom * 2n));
}

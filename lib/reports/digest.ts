import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { needsAttention } from "./attention.ts";
import { reportCurrencies } from "./currencies.ts";
import { mrrReport } from "./mrr/report.ts";
import { type Period, periodOf } from "./period.ts";
import { revenue } from "./revenue.ts";
import { runningSubscriptions } from "./subscriptions.ts";
import { transactionsByState } from "./transactions-by-state.ts";

export type Digest = Awaited<ReturnType<typeof digestOf>>;

/** What the dashboard says of some civil days, one report after the other: nobody waits for it. `others`: what was taken in other currencies than the default one. */
export async function digestOf({ from, to }: { from: string; to: string }, { company, market }: Settings, at: Date) {
  const period: Period = periodOf({ choice: "custom", from, to }, company.timeZone, at);
  const [currency, ...more] = await reportCurrencies(market.currencies, market.defaultCurrency);
  const money = await revenue(period, currency);
  const states = await transactionsByState(period);
  const { totals } = await runningSubscriptions(period);
  const mrr = await mrrReport(period, currency, at);
  const { counts } = await needsAttention(at, company.timeZone);
  const others: Money[] = [];
  for (const code of more) others.push({ minor: (await revenue(period, code)).now.gross, currency: code });
  return {
    currency,
    now: money.now,
    before: money.before,
    others: others.filter(({ minor }) => minor > 0n),
    failed: states.reduce((sum, { status, count }) => (status === "DECLINED" ? sum + count : sum), 0),
    subscriptions: totals,
    mrr: mrr?.now.closing.mrr ?? null,
    attention: Object.values(counts).reduce((sum, count) => sum + count, 0),
  };
}

import { balanceMove, type Payload, payoutPayload } from "./payloads.ts";
import type { World } from "./world.ts";

/** Which payout emptied the balance of what. */
const paidOutBy = new WeakMap<Payload, string>();

/** Sends all that is in the account's balance of a currency to the bank, in one payout. */
export function payOut(world: World, fields: Record<string, unknown> = {}, currency = "eur"): Payload {
  const moves = world.list("balance_transaction").filter((move) => move.currency === currency && !paidOutBy.has(move));
  const amount = moves.reduce((sum, { net }) => sum + Number(net), 0);
  const payout = world.add(payoutPayload({ amount, currency, ...fields }));
  const sent = world.add(balanceMove("payout", payout.id, currency, -amount));
  payout.balance_transaction = sent.id;
  for (const move of [...moves, sent]) paidOutBy.set(move, payout.id);
  return payout;
}

/** The bank does not take it: the money is in the balance again. */
export function failPayout(world: World, payout: Payload): void {
  const back = world.add(balanceMove("payout_failure", payout.id, payout.currency, Number(payout.amount)));
  Object.assign(payout, { status: "failed", failure_balance_transaction: back.id, failure_code: "account_closed" });
}

/** Stripe takes something for itself: for a month of Radar, say. */
export function takeFee(world: World, amount: number, currency = "eur"): Payload {
  return world.add({ ...balanceMove("stripe_fee", null, currency, -amount), description: "Radar (2026-11)" });
}

/** What a payout is made of, the payout's own balance transaction too, the newest first. */
export function movesOf(world: World, payout: string | undefined): Payload[] {
  return world.list("balance_transaction").filter((move) => !payout || paidOutBy.get(move) === payout);
}

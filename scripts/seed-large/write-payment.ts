import { feeOf } from "./gateways.ts";
import { type Id, TAG } from "./ids.ts";
import { CURRENCIES } from "./shop.ts";
import type { Bill, Story } from "./story.ts";
import { post } from "./write-ledger.ts";

export type Try = {
  kind: "CHARGE" | "SETUP" | "REFUND";
  status: "PENDING" | "NEEDS_ACTION" | "SUCCEEDED" | "DECLINED" | "CANCELED";
  at: number;
  settledAt: number | null;
  attempt: number;
  amount: number;
  tax: number;
  /** The viewer stood before a page of the gateway's. */
  onPage: boolean;
  failure?: [code: string, reason: string] | null;
  refundOf?: Id;
  refunded?: number;
  /** Made by the gateway itself. */
  reference?: string;
  reconcileAt?: number | null;
};

export const DECLINES: [code: string, reason: string][] = [
  ["insufficient_funds", "The card has insufficient funds."],
  ["card_declined", "The card was declined."],
  ["expired_card", "The card has expired."],
  ["do_not_honor", "The bank declined the payment."],
  ["lost_card", "The card was reported lost."],
];
export const LEFT: [code: string, reason: string] = ["canceled", "The payment page has expired."];
const REFUND_REASON = "The viewer asked for it.";
const IP = ["203.0.113.", "198.51.100.", "192.0.2."];

export function newTransaction(story: Story, at: number): Id {
  return { tag: TAG.TRANSACTION, ms: at, n: ++story.counted.transactions };
}

/** A movement of money, or the try of one, as it is at the end of the story; what succeeded is in the ledger. */
export function writeTransaction(story: Story, bill: Bill, id: Id, made: Try): void {
  const { sub, offer, gateway, order } = bill;
  const { viewer } = sub;
  const { region, random, method } = viewer;
  const { kind, status, at, settledAt, attempt, amount, tax, onPage, failure = null } = made;
  const [paid, refund] = [status === "SUCCEEDED", kind === "REFUND"];
  const number = id.n.toString(36);
  const charge = kind === "CHARGE" && paid;
  const known = paid || !onPage ? method : null;
  const fee = charge ? feeOf(gateway, amount) : null;
  const row = story.rows.Transaction.begin().id(id).int(id.n).text(kind).text(status).text(gateway.id);
  row.text(made.reference ?? (refund ? gateway.refund : onPage ? gateway.page : gateway.payment) + number);
  row
    .text(charge ? gateway.payment + number : null)
    .int(attempt)
    .id(bill.id)
    .id(order)
    .id(sub.id)
    .id(viewer.id);
  row
    .id(known ? known.id : null)
    .id(made.refundOf ?? null)
    .text(CURRENCIES[region.currency])
    .big(amount)
    .big(tax)
    .big(fee);
  row
    .big(made.refunded ?? 0)
    .text(known ? known.kind : null)
    .text(known ? known.brand : null)
    .text(known ? known.last4 : null);
  row
    .bytes(offer.planId)
    .bytes(offer.name)
    .text(onPage && sub.coupon ? sub.coupon.code : null);
  row
    .text(failure?.[0])
    .text(failure?.[1])
    .text(refund ? REFUND_REASON : null);
  row.bytes(viewer.name).text(viewer.email).text(viewer.phone).json(viewer.address).text(region.country);
  row.text(onPage ? IP[random.between(0, 2)] + random.between(1, 254) : null).text(onPage ? region.country : null);
  row
    .at(at)
    .at(settledAt)
    .at(made.reconcileAt ?? null);
  if (paid && amount > 0) postMoved(story, bill, id, made, fee);
  if (charge && amount > 0) writeEvidence(story, bill, id, settledAt!, onPage);
}

function postMoved(
  story: Story,
  { id: invoice, gateway, sub }: Bill,
  transaction: Id,
  { kind, settledAt: at, amount }: Try,
  fee: number | null,
): void {
  const { currency } = sub.viewer.region;
  const common = { about: transaction, at: at!, currency, transaction, invoice };
  if (kind === "REFUND") {
    post(story, { ...common, id: { ...transaction, tag: TAG.REFUNDED }, key: "refund:" }, [
      ["receivable", amount],
      [gateway.cash, -amount],
    ]);
    return;
  }
  post(story, { ...common, id: { ...transaction, tag: TAG.CHARGED }, key: "charge:" }, [
    [gateway.cash, amount],
    ["receivable", -amount],
  ]);
  if (fee)
    post(story, { ...common, id: { ...transaction, tag: TAG.FEE }, key: "fee:" }, [
      ["fees", fee],
      [gateway.cash, -fee],
    ]);
}

/** As `lib/billing/settling/weigh-evidence.ts` would find it. */
function writeEvidence({ rows }: Story, { sub }: Bill, id: Id, soldAt: number, onPage: boolean): void {
  const { region, phone } = sub.viewer;
  const { country } = region;
  const row = rows.SaleEvidence.begin()
    .id(id)
    .at(soldAt)
    .text(country)
    .text(onPage ? country : null)
    .text(phone ? country : null);
  row
    .text(country)
    .flag(onPage || phone !== null)
    .flag(false);
}

const DISPUTE_FEE = 1500;
const REASONS = ["fraudulent", "product_not_received", "subscription_canceled"];

/** A payer's bank has taken a charge back, and perhaps decided. Money that is won comes back; the fee does not. */
export function writeDispute(story: Story, bill: Bill): void {
  const { dispute, charge, n, gateway, sub, priced } = bill;
  if (!dispute || !charge) return;
  const { currency } = sub.viewer.region;
  const { at } = dispute;
  const decided = story.happened(dispute.decidedAt) ? dispute.decidedAt : null;
  const id = { tag: TAG.DISPUTE, ms: at, n };
  const won = decided !== null && dispute.won;
  const row = story.rows.Dispute.begin()
    .id(id)
    .id(charge)
    .text(gateway.id)
    .text(`dp_${n.toString(36)}`);
  row
    .text(decided === null ? "OPEN" : won ? "WON" : "LOST")
    .text(REASONS[n % REASONS.length])
    .text(CURRENCIES[currency]);
  row
    .big(priced.total)
    .big(won ? 0 : priced.total)
    .big(DISPUTE_FEE)
    .int(decided === null ? 1 : 2)
    .at(at);
  row.at(decided === null ? at + 14 * 86_400_000 : null).at(decided ?? at);
  const journal = { key: "dispute:", about: id, currency, transaction: charge };
  post(story, { ...journal, id: { ...id, tag: TAG.DISPUTE_MOVED }, after: ":1", at }, [
    ["disputes", priced.total],
    ["fees", DISPUTE_FEE],
    [gateway.cash, -priced.total - DISPUTE_FEE],
  ]);
  if (won)
    post(story, { ...journal, id: { ...id, tag: TAG.DISPUTE_MOVED + 1 }, after: ":2", at: decided }, [
      ["disputes", -priced.total],
      [gateway.cash, priced.total],
    ]);
}

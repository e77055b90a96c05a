/** What the stand-in's page takes, by what was typed: the method that is paid with, what comes of it at once, and later when its mandate is charged. */
type Comes = "paid" | "pending" | { statusReason?: string; failureReason?: string; bankReasonCode?: string };
export type StandInCard = { method: string; now: Comes; later: Comes };

const short = { failureReason: "insufficient_funds" };

const CARDS: Record<string, StandInCard> = {
  "4242424242424242": { method: "creditcard", now: "paid", later: "paid" },
  "4000000000009995": { method: "creditcard", now: short, later: short },
  "4000000000000341": { method: "creditcard", now: "paid", later: { failureReason: "refused_by_issuer" } },
  "4000000000019995": { method: "creditcard", now: "paid", later: short },
  "4000000000019987": { method: "creditcard", now: "paid", later: { failureReason: "card_declined", statusReason: "lost_card" } },
  "4000000000019119": { method: "creditcard", now: "paid", later: { failureReason: "unknown_reason", statusReason: "issuer_unavailable" } },
  "4000000000013184": { method: "creditcard", now: "paid", later: { failureReason: "authentication_required" } },
  // Banks that take their time.
  "4000000000000077": { method: "paybybank", now: "pending", later: "pending" },
  // What is paid at the bank and leaves a mandate for direct debits.
  "4000002500003155": { method: "ideal", now: "paid", later: "pending" },
  ideal: { method: "ideal", now: "paid", later: "pending" },
  bancontact: { method: "bancontact", now: "paid", later: "pending" },
  blik: { method: "blik", now: "paid", later: "paid" },
  eps: { method: "eps", now: "paid", later: "pending" },
  paypal: { method: "paypal", now: "paid", later: "paid" },
  creditcard: { method: "creditcard", now: "paid", later: "paid" },
};

export function cardOf(number: string): StandInCard | undefined {
  return CARDS[number.replace(/\s/g, "")];
}

/** What Stripe's own test cards do (docs.stripe.com/testing). `later` is an off-session charge. */
type Does = "pay" | "ask" | "wait" | { code: string; decline_code: string; message: string };
export type StandInCard = { number: string; brand: string; type?: string; now: Does; later: Does };

const insufficient = { code: "card_declined", decline_code: "insufficient_funds", message: "Your card has insufficient funds." };
const lost = { code: "card_declined", decline_code: "lost_card", message: "Your card has been declined." };
const generic = { code: "card_declined", decline_code: "generic_decline", message: "Your card was declined." };
const processing = { code: "processing_error", decline_code: "processing_error", message: "An error occurred while processing your card." };
const unconfirmed = { code: "card_declined", decline_code: "offline_pin_required", message: "The card requires a PIN." };

const CARDS: StandInCard[] = [
  { number: "4242424242424242", brand: "visa", now: "pay", later: "pay" },
  { number: "4000000000009995", brand: "visa", now: insufficient, later: insufficient },
  { number: "4000000000009987", brand: "visa", now: lost, later: lost },
  { number: "4000002760003184", brand: "visa", now: "ask", later: "ask" },
  { number: "4000002500003155", brand: "visa", now: "pay", later: "ask" },
  { number: "4000000000000341", brand: "visa", now: "pay", later: generic },
  // Of ours, for Stripe has none that are good at first and say this later.
  { number: "4000000000019995", brand: "visa", now: "pay", later: insufficient },
  { number: "4000000000019987", brand: "visa", now: "pay", later: lost },
  { number: "4000000000019119", brand: "visa", now: "pay", later: processing },
  { number: "4000000000013184", brand: "visa", now: "pay", later: unconfirmed },
  // Stands for the methods that settle later, such as direct debits.
  { number: "4000000000000077", brand: "visa", now: "wait", later: "wait" },
];

/** Instead of a card's number: what is paid on a page of its own, once. */
const OTHERS = ["bancontact", "blik", "eps", "ideal", "klarna", "p24"];

/** A direct debit takes days. */
export const DEBIT: StandInCard = { number: "", brand: "", type: "sepa_debit", now: "wait", later: "wait" };

export function cardOf(number: string): StandInCard | undefined {
  if (OTHERS.includes(number)) return { number, brand: number, type: number, now: "pay", later: "pay" };
  return CARDS.find((card) => card.number === number.replace(/\s/g, ""));
}

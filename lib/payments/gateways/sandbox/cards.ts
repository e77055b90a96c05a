/** What the sandbox does with a card. The numbers are the ones that Stripe documents for tests, where it has one of the kind. */
export type Behaviour =
  | { does: "succeed" }
  | { does: "decline"; retry: "retry" | "final"; code: string; reason: string }
  /** The viewer must confirm, as with 3-D Secure. */
  | { does: "ask" }
  /** On its way for `SETTLES_AFTER_MS`, then succeeded. */
  | { does: "wait" }
  /** On its way for `SETTLES_AFTER_MS`, then declined, as a bank debit may be. */
  | { does: "fail_late"; code: string; reason: string }
  /** No answer for `SETTLES_AFTER_MS`, then succeeded. */
  | { does: "time_out" }
  /** The first two charges are declined, all later ones succeed. */
  | { does: "decline_twice"; code: string; reason: string };

type TestCardId =
  | "ok"
  | "french"
  | "insufficientFunds"
  | "lostCard"
  | "needsAction"
  | "pending"
  | "timeout"
  | "laterDeclines"
  | "laterLost"
  | "laterNeedsAction"
  | "laterRecovers"
  | "laterFaults"
  | "laterFails"
  | "same";

export type TestCard = {
  id: TestCardId;
  number: string;
  brand: string;
  /** Where it was issued; the others do not tell. */
  country?: string;
  atCheckout: Behaviour;
  later: Behaviour;
  /** Whoever pays with it, it is one and the same card. Of the others everybody has one of their own, so that testers share no card. */
  isOne?: boolean;
};

export const SETTLES_AFTER_MS = 30_000;

const succeed: Behaviour = { does: "succeed" };
const declined: Behaviour = { does: "decline", retry: "retry", code: "card_declined", reason: "The card was declined." };
const insufficientFunds: Behaviour = {
  does: "decline",
  retry: "retry",
  code: "insufficient_funds",
  reason: "The card has insufficient funds.",
};
const fault: Behaviour = {
  does: "decline",
  retry: "retry",
  code: "processing_error",
  reason: "An error occurred while processing the card.",
};
const lostCard: Behaviour = { does: "decline", retry: "final", code: "lost_card", reason: "The card was reported lost." };

/** `id` names the card's text in the `sandbox` message catalog. */
export const TEST_CARDS: TestCard[] = [
  { id: "ok", number: "4242424242424242", brand: "visa", atCheckout: succeed, later: succeed },
  { id: "french", number: "4000002500000003", brand: "visa", country: "FR", atCheckout: succeed, later: succeed },
  { id: "insufficientFunds", number: "4000000000009995", brand: "visa", atCheckout: insufficientFunds, later: insufficientFunds },
  { id: "lostCard", number: "4000000000009987", brand: "visa", atCheckout: lostCard, later: lostCard },
  { id: "needsAction", number: "4000002760003184", brand: "visa", atCheckout: { does: "ask" }, later: succeed },
  { id: "pending", number: "4000000000000077", brand: "visa", atCheckout: { does: "wait" }, later: { does: "wait" } },
  { id: "timeout", number: "4000000000006975", brand: "visa", atCheckout: { does: "time_out" }, later: { does: "time_out" } },
  { id: "laterDeclines", number: "4000000000000341", brand: "visa", atCheckout: succeed, later: declined },
  { id: "laterLost", number: "4000000000004988", brand: "visa", atCheckout: succeed, later: lostCard },
  { id: "laterFaults", number: "4000000000000119", brand: "visa", atCheckout: succeed, later: fault },
  { id: "laterNeedsAction", number: "4000002500003155", brand: "visa", atCheckout: succeed, later: { does: "ask" } },
  {
    id: "laterRecovers",
    number: "5105105105105100",
    brand: "mastercard",
    atCheckout: succeed,
    later: { does: "decline_twice", code: "insufficient_funds", reason: "The card has insufficient funds." },
  },
  { id: "same", number: "5555555555554444", brand: "mastercard", atCheckout: succeed, later: succeed, isOne: true },
  {
    id: "laterFails",
    number: "4000000000005126",
    brand: "visa",
    atCheckout: succeed,
    later: { does: "fail_late", code: "debit_failed", reason: "The bank returned the debit." },
  },
];

/** The test card of a number typed with or without spaces; null for any other number, which is never kept. */
export function testCard(number: string): TestCard | null {
  const digits = number.replace(/[\s-]/g, "");
  return TEST_CARDS.find((card) => card.number === digits) ?? null;
}

export function last4(card: TestCard): string {
  return card.number.slice(-4);
}

export function cardEndingIn(digits: string): TestCard | null {
  return TEST_CARDS.find((card) => last4(card) === digits) ?? null;
}

import type { DeclineClass } from "#lib/settings/decline-classes.ts";

export type Capabilities = {
  /** Saves a method for renewals. */
  offSession: boolean;
  refunds: "none" | "full" | "partial";
  /** Whether webhooks can be verified; a gateway without a webhook secret answers 404 there. */
  webhooks: boolean;
};

/**
 * `code` of a charge that was declined because the account of these keys does not know the saved method: it was made with another account's, or deleted there. It
 * says nothing of the viewer's card, so `retry` it is: with the right keys it can be charged again. Operators are told how many there are.
 */
export const METHOD_UNKNOWN = "payment_method_unknown";

export type AmountLimits = { minimum?: bigint; maximum?: bigint };

export type DeclineCodes = Partial<Record<Exclude<DeclineClass, "refused">, string[]>>;

/**
 * A card that the bank declined on the vendor's page, the last one; where the vendor tells. `attempt`: the vendor's name of that one try, so that it is counted
 * once however often it is told. `fingerprint`: as of a SavedMethod.
 */
export type TriedCard = { tried?: { attempt: string; fingerprint?: string } };

/** What finance finds a payment by in the vendor's own lists: numbers as operators and viewers see them. Each is there where it was known. */
export type References = { order?: string; invoice?: string; plan?: string };

export type SavedMethod = {
  /** What `chargeSaved` takes; the same for two viewers where the vendor knows the card, not who saved it. */
  reference: string;
  customerReference?: string;
  kind: "card" | "wallet" | "bank";
  brand?: string;
  last4?: string;
  wallet?: string; // the one a card is in, as its mark is called
  networkToken?: boolean; // of a payment: whether the card network's token stood in for the number
  expMonth?: number;
  expYear?: number;
  /** Where the card was issued or the account is, ISO 3166-1 alpha-2; where the vendor tells. It is evidence of where the payer lives. */
  country?: string;
  /** The same for one card or account, whoever saves it; where the vendor tells. */
  fingerprint?: string;
  /** It was only paid with: nobody can charge it again, and `reference` names no more than this use of it. */
  once?: true;
};

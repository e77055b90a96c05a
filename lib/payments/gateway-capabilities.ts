import type { DeclineClass } from "#lib/settings/decline-classes.ts";

export type Capabilities = {
  /** Saves a method for renewals. */
  offSession: boolean;
  refunds: "none" | "full" | "partial";
  /** Whether webhooks can be verified; a gateway without a webhook secret answers 404 there. */
  webhooks: boolean;
};

export type AmountLimits = { minimum?: bigint; maximum?: bigint };

export type DeclineCodes = Partial<Record<Exclude<DeclineClass, "refused">, string[]>>;

/**
 * A card that the bank declined on the vendor's page, the last one; where the vendor tells. `attempt`: the vendor's name of that one try, so that it is counted
 * once however often it is told. `fingerprint`: as of a SavedMethod.
 */
export type TriedCard = { tried?: { attempt: string; fingerprint?: string } };

/** What finance finds a payment by in the vendor's own lists: numbers as operators and viewers see them. Each is there where it was known. */
export type References = { order?: string; invoice?: string; plan?: string };

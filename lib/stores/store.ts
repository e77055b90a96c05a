import type { Key, KeyValues } from "#lib/kernel/keys.ts";

/** What a store's folder exports as `plugin.ts`. */
export type StorePlugin = {
  /** Kept with each purchase and event, and part of the webhook's address: never changes; small letters. */
  readonly id: string;
  /** As viewers know it. */
  readonly label: string;
  readonly keys: Key[];
  open(keys: KeyValues): StorePort;
};

/** A store as the house knows it. */
export type Store = StorePort & Pick<StorePlugin, "id" | "label">;

/**
 * The port of those who sell our plans in an app, collect the money, and keep it for us. They are asked what a purchase is now; nothing is ever charged, refunded
 * or canceled through them. Plug-ins know their vendor, this file and the kernel: no database, no domain.
 */
export interface StorePort {
  /**
   * Verifies a notification and reads where to look; null for one that says nothing of a subscription. Asks nobody but for the vendor's public keys, which are kept.
   * @throws BadNotification when it is not the vendor's, or not for this app.
   */
  readNotification(raw: RawNotification): Promise<StoreNotification | null>;
  /** The reference of the purchase that an app shows as its proof. @throws BadProof when it is none of this app. */
  readProof(proof: string): Promise<string>;
  /**
   * What a purchase is now; null where the store knows none of it, or none of this app. `voided`: the store said that money was given back, so it is asked for which.
   * @throws when there is no answer: nothing is known then.
   */
  lookUp(reference: string, about?: { voided?: boolean }): Promise<StoreAnswer | null>;
  /** Tells the store that the viewer has what they paid for. Once more does no harm. @throws when it was not heard. */
  acknowledge?(purchase: { reference: string; productId: string }): Promise<void>;
  /** A page of what the store says happened from `from` to `to`: of each a notification should have come, and may have been lost. @throws as `lookUp`. */
  listEvents(window: EventWindow): Promise<{ events: ListedEvent[]; next: string | null }>;
  /** How long ago the store can still tell of. */
  readonly remembersDays: number;
  /** Where a viewer changes or cancels it. */
  manageUrl(productId: string): string;
  /** @throws when the keys are not right. */
  test(): Promise<void>;
}

export type RawNotification = { body: string; headers: Record<string, string> };

export type StoreNotification = {
  /** The vendor's own id of it. */
  externalId: string;
  type: string;
  /** The purchase to look up; none in a test. */
  reference?: string;
};

/** `page` is the `next` of the page before; null: the first. */
export type EventWindow = { from: Date; to: Date; page: string | null };

/** `body`: as it is kept. `order`: the one whose money was given back. */
export type ListedEvent = StoreNotification & { body: string; order?: string };

/** Of a notification that says that money was given back: `lookUp` is asked for it. */
export const VOIDED = "voided";

/** What the store says now. */
export type StoreAnswer = {
  reference: string;
  productId: string;
  status: "PENDING" | "ACTIVE" | "GRACE" | "RETRY" | "PAUSED" | "EXPIRED" | "REVOKED";
  /** Until when it is paid, or was; the end of grace in grace. */
  expiresAt: Date | null;
  /** Whether the store charges again by itself. */
  renews: boolean;
  /** The id of our customer, as the app handed it to the store with the purchase: nothing that anybody has proved. */
  account?: string;
  shared: boolean;
  /** In the store's test environment, where this installation is not one for tests itself. */
  test: boolean;
  /** What it collects for a period, in minor units. */
  price?: { minor: bigint; currency: string };
  /** The reference of the purchase whose place this one took. */
  replaces?: string;
  /** The store's order that paid last. */
  orderId?: string;
  /** Orders whose money was given back; asked for with `voided` alone. */
  voidedOrderIds?: string[];
  /** The store waits for `acknowledge`. */
  awaitsReceipt: boolean;
};

/** A notification that was not made by the vendor for this app: it is refused, and nothing is stored. */
export class BadNotification extends Error {}

/** What an app shows as its proof is none. */
export class BadProof extends Error {}

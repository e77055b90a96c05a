import type { Money } from "#lib/kernel/money.ts";

/** The port that every payment gateway fills. Plug-ins know their vendor and this file: no database, no domain. */
export interface PaymentGateway {
  readonly id: string;
  readonly label: string;
  readonly can: Capabilities;
  /**
   * Opens a hosted page where the viewer pays, or saves a method (`setup`). Repeating it with the same `transactionId` opens nothing twice.
   * @throws when no page could be opened; no money has moved then, and it may be repeated.
   */
  startCheckout(request: CheckoutRequest): Promise<CheckoutStarted>;
  /**
   * Charges a saved method without the viewer. Repeating it with the same `transactionId` charges nothing twice, and is how to find out
   * what became of a charge whose answer (and so its reference) was lost. Never throws for what a vendor or a network does.
   */
  chargeSaved(request: ChargeRequest): Promise<PaymentOutcome>;
  /** Gives money back. Repeats like `chargeSaved`. */
  refund(request: RefundRequest): Promise<PaymentOutcome>;
  /** Asks what became of a checkout, charge or refund. Never throws for what a vendor or a network does: `unknown` then. */
  lookUp(reference: GatewayReference): Promise<PaymentOutcome>;
  /** Verifies and reads a webhook; null for one that needs no action. @throws BadSignature, and nothing else. */
  readWebhook(raw: RawWebhook): Promise<GatewayEvent | null>;
  /** Proves that the keys work, for the settings page. @throws with a text the operator can act on. */
  test(): Promise<void>;
}

export type Capabilities = {
  /** Saves a method for renewals. */
  offSession: boolean;
  refunds: "none" | "full" | "partial";
  /** Whether webhooks can be verified; a gateway without a webhook secret answers 404 there. */
  webhooks: boolean;
};

export type Payer = { id: string; email: string; name: string; reference?: string };

export type CheckoutRequest = {
  /** Our transaction's id: the idempotency key. */
  transactionId: string;
  /** `setup` saves a method and takes no money (trials, zero totals that renew). */
  mode: "payment" | "setup";
  amount: Money;
  description: string;
  payer: Payer;
  saveMethod: boolean;
  locale: string;
  returnUrl: string;
  cancelUrl: string;
  expiresAt: Date;
};

export type CheckoutStarted = { reference: string; url: string };

export type SavedMethod = {
  reference: string;
  customerReference?: string;
  kind: "card" | "wallet" | "bank";
  brand?: string;
  last4?: string;
  expMonth?: number;
  expYear?: number;
};

export type ChargeRequest = {
  transactionId: string;
  amount: Money;
  description: string;
  payer: Payer;
  method: { reference: string; customerReference?: string };
  /** Where the viewer is sent back to, if the bank asks for them. */
  returnUrl: string;
};

export type RefundRequest = { transactionId: string; paymentReference: string; amount: Money; reason?: string };

export type GatewayReference = { kind: "CHARGE" | "SETUP" | "REFUND"; transactionId: string; reference: string };

export type PaymentOutcome =
  | {
      status: "succeeded";
      /** What `lookUp` takes from now on. */
      reference?: string;
      /** What `refund` takes. */
      paymentReference?: string;
      /** What was really moved; checked against what was asked. Absent for `setup`. */
      amount?: Money;
      /** The gateway's fee in the currency's minor units, when it says. */
      fee?: bigint;
      method?: SavedMethod;
    }
  /** The viewer has done their part and the money is on its way. */
  | { status: "pending"; reference?: string }
  /** The viewer has something to do at `url`: the hosted page is still open, or the bank asks for a confirmation. */
  | { status: "needs_action"; reference?: string; url?: string }
  | { status: "declined"; reference?: string; retry: "retry" | "final"; code: string; reason: string }
  /** The hosted page was left or has expired; no money moved and none will. */
  | { status: "canceled"; reference?: string; reason: string }
  /** No answer. Ask again later; never shown as a failure. */
  | { status: "unknown"; reason: string };

/** `body` is the text as received, not parsed and printed again; `headers` have lower-case names. */
export type Succeeded = Extract<PaymentOutcome, { status: "succeeded" }>;

export type RawWebhook = { body: string; headers: Record<string, string> };

/** An event says only "look again at this reference", which is what `startCheckout`, `chargeSaved` or `refund` gave. */
export type GatewayEvent = { externalId: string; type: string; reference: string; transactionId?: string };

export class BadSignature extends Error {
  override name = "BadSignature";
}

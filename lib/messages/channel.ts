/** The port that every message channel fills. Plug-ins know their vendor and this file: no database, no domain. */
export interface MessageChannel {
  readonly id: string;
  readonly label: string;
  readonly kind: "EMAIL" | "SMS";
  /** Hands a message to the provider. Never throws: a fault is a receipt with a `failure`. */
  send(message: OutgoingMessage): Promise<DeliveryReceipt>;
  /** Verifies and reads a provider's status callback. @throws BadSignature, and nothing else. Absent: the provider sends none. */
  readReport?(raw: RawReport): Promise<DeliveryReport[]>;
  /** Proves that the keys work, for the settings page. @throws with a text the operator can act on. */
  test(): Promise<void>;
  close?(): Promise<void>;
}

export type OutgoingMessage = {
  /** Our message's id, sent along where the provider allows, so that a repeated delivery can be told. */
  id: string;
  to: string;
  /** Email only: `"Name" <address>`. */
  from?: string;
  subject: string;
  html: string;
  text: string;
  /** Where the provider reports the delivery. */
  reportUrl: string;
};

export type DeliveryReceipt =
  | { status: "sent"; reference?: string }
  | { status: "failed"; failure: "retry" | "give_up" | "bad_address"; reason: string };

export type RawReport = { url: string; body: string; headers: Record<string, string> };

export type DeliveryReport = { externalId: string; reference: string; status: "delivered" | "failed" | "bounced"; detail?: string };

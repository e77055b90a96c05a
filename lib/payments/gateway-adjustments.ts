import type { Money } from "#lib/kernel/money.ts";
import type { PaymentOutcome } from "./gateway.ts";

export type Adjustments = { refunds: ReportedRefund[]; disputes: ReportedDispute[] };

export type ReportedRefund = {
  /** What `lookUp` takes. */
  reference: string;
  /** Of one that was made through `refund`. */
  transactionId?: string;
  amount: Money;
  outcome: PaymentOutcome;
  /** The dispute (`ReportedDispute.reference`) by which it was taken: its money is in that dispute's `taken`, too, and is counted once. */
  dispute?: string;
};

export type ReportedDispute = {
  reference: string;
  /**
   * `inquiry`: the bank asks, no money has moved. `closed`: over without a decision. `returned`: nobody disputes it, but a debit came back after it was paid, for
   * there was no money or no such account: it is owed again, and charged again unless it is `final`.
   */
  status: "inquiry" | "open" | "won" | "lost" | "closed" | "returned";
  final?: boolean;
  /** The vendor's code. */
  reason: string;
  amount: Money;
  /** What the vendor has taken from us and not given back, and its fees so far, in minor units of `amount`'s currency. */
  taken: bigint;
  fee: bigint;
  openedAt: Date;
  /** Until when an answer is taken; absent where none is, or none is any more. */
  respondBy?: Date;
};

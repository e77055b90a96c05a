import type { Key, KeyValues } from "#lib/kernel/keys.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { SettingField, SettingValues } from "#lib/kernel/setting-fields.ts";
import type { Adjustments } from "./gateway-adjustments.ts";
import type { AmountLimits, Capabilities, DeclineCodes, References, SavedMethod, TriedCard } from "./gateway-capabilities.ts";
import type { DescribedVendor } from "./gateway-described.ts";
import type { AnswerOutcome, DisputeAnswer, EvidenceRules } from "./gateway-disputes.ts";
import type { FormHosts, FormNeeds } from "./gateway-form.ts";
import type { ListedItem, ListPage, ListWindow, TellsPayouts } from "./gateway-lists.ts";
import type { Instructed } from "./instructions.ts";

/** What a gateway's folder exports as `plugin.ts`: the start's checks, the registry, the settings and the checkout are made of it. */
export type GatewayPlugin = {
  /** Part of addresses and rows: never changes. */
  readonly id: string;
  /** Its name where no catalog has a text for it. */
  readonly label: string;
  readonly keys: Key[];
  /** What operators set in the dashboard; requests hold it. */
  readonly settings: SettingField[];
  /** Its codes that say when to try again, by what they say; any other is a refusal. */
  readonly declines: DeclineCodes;
  /** Whether viewers may choose it before an operator has switched it on or off. */
  readonly offered: boolean;
  /** Whether they may whatever the operator says. */
  readonly always?: () => boolean;
  /** Where it has a form for a page of ours. Goes with `formNeeds`. */
  readonly formHosts?: FormHosts;
  /** Makes the gateway when its keys are there. */
  open(keys: KeyValues): PaymentGateway;
};

/** The port that every payment gateway fills. Plug-ins know their vendor and this file: no database, no domain. */
export interface PaymentGateway extends TellsPayouts {
  readonly can: Capabilities;
  /** It moves no money: operators are warned as long as viewers may choose it, and nobody has to tell a vendor our address. */
  readonly pretends?: true;
  /** Its keys are of its vendor's test mode: all is as in earnest, and no money moves. Operators are warned, too. */
  readonly testMode?: boolean;
  /** Where its vendor is one that operators describe: what its webhooks look like is among the settings, which come with each. */
  readonly described?: DescribedVendor;
  /**
   * Its money comes where no machine looks: people record it, or a bank's statement tells, and it asks nobody. As long as `lookUp` says `needs_action` the order is kept
   * open; when it is too late for that, `canceled`. What renews is asked for again so many days ahead, with the reference of the first payment.
   */
  readonly byHand?: { daysAhead(settings: SettingValues): number };
  /**
   * Opens a hosted page where the viewer pays, or saves a method (`setup`). Repeating it with the same `transactionId` opens nothing twice.
   * @throws when no page could be opened; no money has moved then, and it may be repeated. A RefusedRequest is final.
   */
  startCheckout(request: CheckoutRequest): Promise<CheckoutStarted>;
  /**
   * What its form on our own page needs, for a checkout whose `url` is the request's `formUrl`; null when nothing can be paid there any more.
   * @throws when there is no answer.
   */
  formNeeds?(checkout: { reference: string; locale: string }): Promise<FormNeeds | null>;
  /**
   * Gives up a hosted page that is open, or a payment that waits for the viewer, so that it can no longer be paid. Leave it out where the vendor
   * cannot. @throws when it could not be given up, for example because it is paid; that is looked up as ever.
   */
  cancel?(reference: GatewayReference): Promise<void>;
  /**
   * Charges a saved method without the viewer. Repeating it with the same `transactionId` charges nothing twice, and is how to find out
   * what became of a charge whose answer (and so its reference) was lost. Never throws for what a vendor or a network does.
   */
  chargeSaved(request: ChargeRequest): Promise<PaymentOutcome>;
  /** Gives money back. Repeats like `chargeSaved`. */
  refund(request: RefundRequest): Promise<PaymentOutcome>;
  /** Asks what became of a checkout, charge or refund. Never throws for what a vendor or a network does: `unknown` then. */
  lookUp(reference: GatewayReference): Promise<PaymentOutcome>;
  /** For vendors that cannot be asked: what the events about a payment are called (`externalId`). What they said comes with each later `lookUp`, or it were forgotten. */
  reportsOf?(payment: Pick<GatewayReference, "reference" | "settings">): string[];
  /**
   * All refunds and disputes of a payment as they are now, whoever made them. Asked after events about them, and when `lookUp` says `adjusted`.
   * Leave it out where the vendor cannot say. @throws when there is no answer; it is asked again.
   */
  adjustments?(paymentReference: string): Promise<Adjustments>;
  /**
   * The vendor's own list of payments, refunds and disputes made in a stretch of time, whoever made them, in any order. It finds what no event told of.
   * Leave it out where the vendor has none. @throws when there is no answer; a RefusedRequest: the page is not known any more, and the first is asked for again.
   */
  listed?(window: ListWindow): Promise<ListPage<ListedItem>>;
  /** Answers a dispute once and for good, with evidence or by accepting it. Repeats like `chargeSaved`, and never throws. Leave it out where only the vendor's own pages can. */
  answerDispute?(answer: DisputeAnswer): Promise<AnswerOutcome>;
  /** What is worth handing in against a dispute of this reason (`ReportedDispute.reason`). Goes with `answerDispute`. */
  evidenceFor?(reason: string): EvidenceRules;
  /**
   * A saved method as it is now, for banks replace cards without their owners doing anything; null when it cannot be charged any more. Asked after
   * events that name it. Leave it out where the vendor does not tell. @throws when there is no answer; it is asked again.
   */
  lookUpMethod?(reference: string): Promise<SavedMethod | null>;
  /** Tells the vendor's customer (`reference`) a changed name or address. Leave it out where it keeps none. @throws when there is no answer; it is told again. */
  updatePayer?(payer: Payer & { reference: string }): Promise<void>;
  /** Lets the vendor forget a saved method that its owner took away, or nobody may charge any more. Leave it out where it keeps none. @throws when there is no answer; it is asked again. */
  forgetMethod?(method: ChargeRequest["method"]): Promise<void>;
  /**
   * The ways to pay that its page offers for this, as viewers know them, the likeliest first (`saves`: they are kept for what comes; an amount of nothing
   * saves alone): each has a picture, `public/marks/<mark>.svg`, and a text, `plugins.marks.<mark>`. Leave it out where its own label says all.
   */
  marks?(checkout: { amount: Money; country: string | null; saves: boolean; settings: SettingValues }): string[];
  /** Whether this amount can be charged at all; leave it out where every amount can. */
  canTake?(amount: Money): boolean;
  /** The least and the most that one payment may be, in minor units of the currency, where the vendor says; leave it out where it says neither. */
  limits?(currency: string): AmountLimits;
  /**
   * Verifies and reads a webhook; null for one that needs no action. Where the vendor signs nothing, ask it whether it knows what the webhook names.
   * @throws BadSignature for one that is not the vendor's; whatever else goes wrong is answered 400, too, so that it is sent again.
   */
  readWebhook(raw: RawWebhook): Promise<GatewayEvent | null>;
  /** Proves that the keys work, for the settings page. @throws with a text the operator can act on. */
  test(): Promise<void>;
}

/** A gateway that has its keys, by the names of its plug-in. */
export type Gateway = PaymentGateway & Pick<GatewayPlugin, "id" | "label" | "settings">;

export type Payer = { id: string; email: string; name: string; reference?: string };

export type CheckoutRequest = {
  /** Our transaction's id: the idempotency key. */
  transactionId: string;
  /** The number that people know it by, for vendors that take no reference as long as the id. Another database of ours has the same ones. */
  number: number;
  /** `setup` saves a method and takes no money (trials, zero totals that renew). */
  mode: "payment" | "setup";
  amount: Money;
  description: string;
  payer: Payer;
  /** Whether it will be charged again without the viewer. Where not, the page offers what cannot be, too, and `once` tells what was paid with. */
  saveMethod: boolean;
  locale: string;
  returnUrl: string;
  cancelUrl: string;
  /** Our page for the vendor's form, to be named as `url`; absent where a page of the vendor's it must be. */
  formUrl?: string;
  /** Where the vendor reports, if it is told with each payment. */
  webhookUrl: string;
  expiresAt: Date;
  /** Absent in what was written down before there were any: the same key asks for the same to the letter. */
  references?: References;
  /** What operators had set when the transaction was written down: later changes change no request. */
  settings: SettingValues;
};

/** `url`: the hosted page, or `formUrl`; `returnUrl` where there is none, for `lookUp` says what the viewer has to do (`instructions`). */
export type CheckoutStarted = { reference: string; url: string };

export type ChargeRequest = {
  transactionId: string;
  amount: Money;
  description: string;
  payer: Payer;
  method: { reference: string; customerReference?: string };
  /** Where the viewer is sent back to, if the bank asks for them. */
  returnUrl: string;
  /** Where the vendor reports, if it is told with each payment. */
  webhookUrl: string;
  /** As of a CheckoutRequest. */
  references?: References;
  settings: SettingValues;
};

export type RefundRequest = { transactionId: string; paymentReference: string; amount: Money; reason?: string; references?: References };

/**
 * `settings`: as they were in the request; the defaults for a refund. `amount`: what was asked for. `madeAt`: when the transaction was written down, by the house's
 * clock.
 */
export type GatewayReference = {
  kind: "CHARGE" | "SETUP" | "REFUND";
  transactionId: string;
  reference: string;
  settings: SettingValues;
  amount?: Money;
  madeAt?: Date;
  /**
   * We have given the payment up: another try took its place, or its order was left. Where money moves only by our doing (a payment that the viewer
   * has approved and we collect), `lookUp` collects it no more.
   */
  givenUp?: boolean;
  /** We know already that it was paid: what is asked is what became of it since. */
  settled?: boolean;
  /** The webhook's body, or the query of the return address, that made us look. Anybody may have written it: verify what is believed of it. */
  report?: string;
  /** For vendors that cannot be asked: what the events that `reportsOf` names said of it before, the last first. Verify these, too. */
  heard?: string[];
};

export type PaymentOutcome =
  | {
      status: "succeeded";
      /** What `lookUp` takes from now on. */
      reference?: string;
      /** What `refund` takes. */
      paymentReference?: string;
      /** What was really moved; checked against what was asked. Absent for `setup`. */
      amount?: Money;
      fee?: bigint; // the gateway's, in the currency's minor units, when it says
      method?: SavedMethod;
      savesLater?: true; // the payer has agreed that a method is saved, and it is not yet: looked for again for days
      /** Whether the payment was refunded or disputed since, in part or whole: `adjustments` says more. */
      adjusted?: boolean;
    }
  /** The viewer has done their part and the money is on its way. */
  | { status: "pending"; reference?: string }
  /**
   * The viewer has something to do: at `url`, for the hosted page is still open, or the bank asks for a confirmation; or what the `instructions` say,
   * which our return page and a letter show (a bank transfer): `until` is the last moment for it, `qr` what a code says that banks' apps read.
   */
  | ({ status: "needs_action"; reference?: string; url?: string } & Partial<Instructed> & TriedCard)
  | ({ status: "declined"; reference?: string; retry: "retry" | "final"; code: string; reason: string } & TriedCard)
  /** The hosted page was left or has expired; no money moved and none will. */
  | { status: "canceled"; reference?: string; reason: string }
  /** No answer. Ask again later; never shown as a failure. */
  | { status: "unknown"; reason: string };

export type Succeeded = Extract<PaymentOutcome, { status: "succeeded" }>;

/** `body` is the text as received, not parsed and printed again; `headers` have lower-case names. `query`: what the address had behind its `?`, for
 * gateways that give vendors an address of their own with each payment; `settings`, for one that is `described`. */
export type RawWebhook = { body: string; headers: Record<string, string>; query?: Record<string, string>; settings?: SettingValues };

/**
 * An event says only "look again at this reference": what `startCheckout`, `chargeSaved` or `refund` gave, a `paymentReference`, or a saved method's.
 * `repeats`: the vendor's events have no ids; `externalId` is what they are about, and one that comes again is handled again.
 */
export type GatewayEvent = { externalId: string; type: string; reference: string; transactionId?: string; repeats?: boolean };

export class BadSignature extends Error {
  override name = "BadSignature";
}

/** The gateway refuses the request itself: asking again gives the same. `code` is the vendor's, or says what is wrong, e.g. `amount_too_small`. */
export class RefusedRequest extends Error {
  override name = "RefusedRequest";
  readonly code: string;
  constructor(code: string, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** The gateway can never take this amount, whoever pays it. */
export class AmountNotSupported extends RefusedRequest {
  override name = "AmountNotSupported";
  constructor(reason: string) {
    super("amount_not_supported", reason);
  }
}

import type { Key, KeyValues } from "#lib/kernel/keys.ts";
import type { SettingField, SettingValues } from "#lib/kernel/setting-fields.ts";

/** What a channel's folder exports: all that start, settings and dashboard ask of it. */
export type ChannelPlugin = {
  /** Part of addresses and rows: never changes. */
  readonly id: string;
  /** Its name where no catalog has a text for it. */
  readonly label: string;
  readonly kind: "EMAIL" | "SMS";
  readonly keys: Key[];
  /** What operators set in the dashboard; each message holds it. */
  readonly settings: SettingField[];
  /** Makes the channel when its keys are there. */
  open(keys: KeyValues): MessageChannel;
};

/** The port that every message channel fills. Plug-ins know their vendor and this file: no database, no domain. */
export interface MessageChannel {
  /** It writes to nobody: operators are told so. */
  readonly keeps?: true;
  /** Hands a message to the provider. Never throws: a fault is a receipt with a `failure`. */
  send(message: OutgoingMessage): Promise<DeliveryReceipt>;
  /** Absent: the provider reports nothing, or its reports cannot be verified. */
  readonly reports?: ReportReader;
  /** Proves that the keys work, for the settings page. @throws with a text the operator can act on. */
  test(): Promise<void>;
  close?(): Promise<void>;
}

/** A channel that carries its kind, by the names of its plug-in. */
export type Channel = MessageChannel & Pick<ChannelPlugin, "id" | "label" | "kind" | "settings">;

export type OutgoingMessage = {
  /** Our message's id, sent along where the provider allows, so that a repeated delivery can be told. */
  id: string;
  to: string;
  /** Email only: the sender's name. The address is the channel's own. */
  fromName: string;
  locale: string;
  subject: string;
  html: string;
  text: string;
  /** Where the provider reports the delivery. */
  reportUrl: string;
  /** What operators have set. */
  settings: SettingValues;
};

/** `kept`: sent to nobody, by a channel that `keeps` only. */
export type DeliveryReceipt = { status: "sent"; reference?: string } | { status: "kept" } | ({ status: "failed" } & DeliveryFailure);

/**
 * `retry`: later; `problem` is what the operator has to mend when waiting does not help. `mend`: not before the operator has mended
 * it, so that it waits for them. `give_up`: never, as it stands. `bad_address`: there is nobody at that address, or they want none.
 */
export type DeliveryFailure = { reason: string } & (
  | { failure: "retry"; problem?: Problem }
  | { failure: "mend"; problem: Problem }
  | { failure: "give_up" | "bad_address" }
);

/** What stands between the operator and their provider; each has a text that says what to do (`operator-communications.problem`). */
export const PROBLEMS = [
  "unreachable",
  "credentials",
  "encryption",
  "account",
  "sender",
  "relay",
  "authentication",
  "limit",
  "region",
  "policy",
  "settings",
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** Reads a provider's status callbacks. They are verified once, stored as they came, and read from the stored body. */
export type ReportReader = {
  /** @throws BadSignature, and nothing else. */
  verify(raw: RawReport): void;
  /** Empty for a callback that says nothing final. */
  read(body: string): DeliveryReport[];
};

/** `url` is the public address that the provider called, with its query. */
export type RawReport = { url: string; body: string; headers: Record<string, string> };

/**
 * `externalId` is the same for the same report, however often it comes; `reference` is what `send` returned. `failed` with a `problem`: the
 * operator has to mend it, and the message waits for them as if `send` had said so; `bounced`: what `bad_address` is to `send`.
 */
export type DeliveryReport = { externalId: string; reference: string; detail?: string } & (
  | { status: "delivered" | "bounced"; problem?: undefined }
  | { status: "failed"; problem?: Problem }
);

export class BadSignature extends Error {
  override name = "BadSignature";
}

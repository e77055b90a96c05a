import type { IncomingHttpHeaders } from "node:http";
import type { SettingValues } from "#lib/kernel/setting-fields.ts";
import type { RawWebhook } from "#lib/payments/gateway.ts";

/** A payment that the vendor has taken, and what it has given back of it, in minor units. */
export type Taken = { reference: string; transactionId: string; customerId?: string; amount: bigint; refunded: bigint };

/** A webhook as the vendor sends it, to the address that it was told with the payment where it was told one. */
export type Report = RawWebhook & { address?: string };

/** A vendor's stand-in, as chaos sees it: from a viewer's side, from the bank's, and from ours. */
export type Vendor = {
  /** The gateway's id. */
  gateway: string;
  url: string;
  /** Our keys for it, with the vendor at `base`. */
  keys(base: string): Record<string, string>;
  /** What operators write about it, where it is not offered without. */
  settings?(base: string): SettingValues;
  /** It can be charged again without the viewer; else only plans that end by themselves are bought there. */
  saves: boolean;
  /** A viewer pays on its page, without a browser. */
  pay(reference: string): Promise<void>;
  /** The same over HTTP; `again`: the first try has no funds. Returns the address that the page leads back to. @throws where it leads nowhere. */
  payOnPage(page: URL, again: boolean): Promise<string>;
  /** Somebody gives back a part of a payment in its own console, where it is not asked to. */
  giveBack?(reference: string, amount: bigint): void;
  /** What it has taken so far. */
  taken(): Taken[];
  /** How many reports there are so far, and each as it is sent now. */
  reports(): number;
  report(at: number): Report;
  /** The newest about a paid page. */
  reportOf(reference: string): Report;
  /** The same for each request for the same charge of a saved method; null for any other request. */
  chargeKey(method: string, path: string, headers: IncomingHttpHeaders, body: string): string | null;
  /** Requests that it does not know by its own description, and answers that it would not give. */
  faults(): string[];
  close(): Promise<void>;
};

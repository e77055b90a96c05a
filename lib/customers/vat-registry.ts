import type { Key, KeyValues } from "#lib/kernel/keys.ts";
import type { VatNumber } from "./vat-number.ts";

/** What a registry's folder exports as `plugin.ts`. */
export type VatRegistryPlugin = {
  /** Kept with each answer: never changes. */
  readonly id: string;
  readonly keys: Key[];
  open(keys: KeyValues): VatRegistry;
};

/** The port of those who say whether a VAT number is in force. Plug-ins know their vendor, this file and the kernel: no database, no domain. */
export interface VatRegistry {
  /** @param requester who asks: registries give a consultation number to those who say so. Never throws for what a vendor or a network does. */
  check(number: VatNumber, requester: VatNumber | null): Promise<VatAnswer>;
}

export type VatAnswer =
  /** Name and address as the country tells them, where it does; `consultation` is the proof that it was asked. */
  | { status: "valid"; name?: string; address?: string; consultation?: string }
  | { status: "invalid"; consultation?: string }
  /** No answer, for now: it says nothing about the number. */
  | { status: "unavailable"; reason: string };

import type { SettingValues } from "#lib/kernel/setting-fields.ts";

/** The part of the port about a vendor that operators describe in settings. */
export type DescribedVendor = {
  /** What it wants to read as our answer to a webhook; empty where nothing. */
  answer(settings: SettingValues): string;
  /** What viewers know it as; empty where nothing. */
  name(settings: SettingValues): string;
  /** The reference of the payment that a message of its is about, as the address of a return, where ours may be lost; it need not be true. */
  names(message: string, settings: SettingValues): string | null;
  /** The fields of such a message that are read. */
  reads(settings: SettingValues): string[];
};

/** The pages of the settings, in their order: the last part of the address, and the name of their text. */
export const SETTINGS_SECTIONS = [
  "brand",
  "content",
  "legal",
  "company",
  "invoices",
  "market",
  "taxes",
  "gateways",
  "channels",
  "renewals",
  "changes",
  "leaving",
  "balance",
  "security",
] as const;

export type SettingsPage = (typeof SETTINGS_SECTIONS)[number];

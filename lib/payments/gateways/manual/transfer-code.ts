import { type Money, toDecimal } from "#lib/kernel/money.ts";
import type { SettingValues } from "#lib/kernel/setting-fields.ts";

/**
 * What a QR code has to say for banks' apps to fill in a SEPA transfer of euros: EPC069-12, version 2, in UTF-8. Undefined where there is no IBAN, or the money
 * is another.
 */
export function transferCode({ payee, iban, bic }: SettingValues, reference: string, amount?: Money): string | undefined {
  if (!iban || amount?.currency !== "EUR" || amount.minor <= 0n || amount.minor > MOST) return undefined;
  return ["BCD", "002", "1", "SCT", bic ?? "", payee, iban, `EUR${toDecimal(amount)}`, "", reference].join("\n");
}

/** The scheme's limit: 999,999,999.99 EUR. */
const MOST = 99_999_999_999n;

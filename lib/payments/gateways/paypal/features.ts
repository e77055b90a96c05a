import type { PayPal } from "./client.ts";
import { refusalOf } from "./errors.ts";

/** What an app at PayPal may be allowed or not, each by a switch in its features, as the guide names them; PayPal answers 403 for one that is off. */
const FEATURES = {
  transactions: { name: "Transaction search", reads: "the account's payments" },
  disputes: { name: "Customer disputes", reads: "disputes" },
  vault: { name: "Save payment methods", reads: "saved accounts" },
} as const;

type Feature = keyof typeof FEATURES;

export const mayNot = (error: unknown): boolean => refusalOf(error)?.status === 403;

export function lacking(feature: Feature): string {
  const { name, reads } = FEATURES[feature];
  return `PayPal does not let these keys read ${reads}: enable "${name}" in the app's features.`;
}

const DAY_MS = 24 * 60 * 60_000;

/** Nobody's payments, disputes and accounts are read for each feature that we use. @throws Error that names all which are off, or what `read` throws. */
export async function tryFeatures(paypal: PayPal): Promise<void> {
  const [from, to] = [2 * DAY_MS, DAY_MS].map((ms) => new Date(Date.now() - ms).toISOString());
  const search = new URLSearchParams({ start_date: from, end_date: to, fields: "transaction_info", page_size: "1" });
  const tried: [Feature, string][] = [
    ["transactions", `/v1/reporting/transactions?${search}`],
    ["disputes", "/v1/customer/disputes?page_size=1"],
    ["vault", "/v3/vault/payment-tokens?customer_id=nobody-at-all"],
  ];
  const off = await Promise.all(tried.map(async ([feature, path]) => ((await isOff(paypal, path)) ? [lacking(feature)] : [])));
  if (off.flat().length > 0) throw new Error(off.flat().join(" "));
}

/** An answer to what it asks about is none to whether it may ask: nobody's account, too many movements. */
async function isOff(paypal: PayPal, path: string): Promise<boolean> {
  try {
    await paypal.read(path);
    return false;
  } catch (error) {
    if (mayNot(error)) return true;
    const status = refusalOf(error)?.status ?? 0;
    if (status === 400 || status === 404 || status === 422) return false;
    throw error;
  }
}

import type { ListedItem, ListPage, ListWindow } from "../../gateway-lists.ts";
import { fromPayPalAmount } from "./amount.ts";
import type { PayPal } from "./client.ts";
import { isMissing } from "./errors.ts";
import { lacking, mayNot } from "./features.ts";
import { transactionOf } from "./webhook.ts";

type Amount = { currency_code: string; value: string };
type Summary = { dispute_id: string };
type Listed = { items?: Summary[]; links?: { rel?: string; href?: string }[] };
export type Movement = { affected_party?: string; type?: string; reason?: string; amount?: Amount; initiated_time?: string };
export type Dispute = Summary & {
  create_time: string;
  status: string;
  reason?: string;
  dispute_amount: Amount;
  dispute_life_cycle_stage?: string;
  dispute_outcome?: { outcome_code?: string; amount_refunded?: Amount };
  money_movements?: Movement[];
  disputed_transactions?: { seller_transaction_id?: string; custom?: string }[];
};

const DISPUTES = "/v1/customer/disputes";
/** PayPal looks no further back; a day is left for the way there. */
const LOOKS_BACK_MS = 179 * 24 * 60 * 60_000;
/** Each is read by itself. */
const PAGE_SIZE = "10";

/** Those about a payment; none where the app may not read them, which the sweep and the test of the keys say. */
export async function disputesOf(paypal: PayPal, captureId: string): Promise<Summary[]> {
  const query = new URLSearchParams({ disputed_transaction_id: captureId, page_size: "50" });
  try {
    return (await paypal.read<Listed>(`${DISPUTES}?${query}`)).items ?? [];
  } catch (error) {
    if (mayNot(error)) return [];
    throw error;
  }
}

export const readDispute = (paypal: PayPal, id: string): Promise<Dispute> => paypal.read(`${DISPUTES}/${encodeURIComponent(id)}`);

/** The disputes that changed in a stretch of time, for one that was decided is news as well. `page`: the query that PayPal's own link to the next one has. */
export async function listedDisputes(paypal: PayPal, { from, to, page }: ListWindow): Promise<ListPage<ListedItem>> {
  const earliest = Date.now() - LOOKS_BACK_MS;
  const until = Math.min(to.getTime(), Date.now());
  if (until <= earliest) return { items: [], next: null };
  const first = new URLSearchParams({
    update_time_after: new Date(Math.max(from.getTime(), earliest)).toISOString(),
    update_time_before: new Date(until).toISOString(),
    page_size: PAGE_SIZE,
  });
  try {
    const { items = [], links = [] } = await paypal.read<Listed>(`${DISPUTES}?${page || first}`);
    const disputes = await Promise.all(items.map(({ dispute_id }) => itemsOf(paypal, dispute_id)));
    const href = links.find(({ rel }) => rel === "next")?.href;
    return { items: disputes.flat(), next: href ? new URL(href).search.slice(1) || null : null };
  } catch (error) {
    if (mayNot(error)) return { items: [], next: null, unread: lacking("disputes") };
    throw error;
  }
}

/** The list names no payment: the dispute does. */
async function itemsOf(paypal: PayPal, id: string): Promise<ListedItem[]> {
  try {
    const { dispute_id, create_time, dispute_amount, reason, disputed_transactions = [] } = await readDispute(paypal, id);
    const [{ seller_transaction_id: paymentReference, custom } = {}] = disputed_transactions;
    if (!paymentReference) return [];
    const amount = fromPayPalAmount({ currencyCode: dispute_amount.currency_code, value: dispute_amount.value });
    const about = { reference: dispute_id, paymentReference, transactionId: transactionOf(custom), amount };
    return [{ ...about, kind: "dispute", status: "succeeded", at: new Date(create_time), text: reason }];
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
